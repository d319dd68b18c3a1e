import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installed, ROOT } from './installed.ts';

interface Setting {
  /** What the sources of the host are called; an end tells which module system it is of. */
  readonly files: readonly ('host.ts' | 'host.mts' | 'host.cts')[];
  /** Declarations of Node.js are there. */
  readonly node: boolean;
  readonly options: readonly string[];
  /** In place of our own, for what that one has no longer. */
  readonly compiler?: 'typescript5';
}

const NODE = ['--types', 'node', '--lib', 'es2022'];
/** The compiler resolves for each file by its own system: one run tells of both. */
const both = (name: string) =>
  ({ files: ['host.mts', 'host.cts'], node: true, options: ['--module', name] }) as const;

/** What hosts tell their compilers, by what they are. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  'a bundler, browser globals, no Node types loaded': {
    files: ['host.ts'],
    node: false,
    options: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  },
  'a bundler': { files: ['host.ts'], node: true, options: ['--module', 'preserve'] },
  'nodenext, an ES module and CommonJS': both('nodenext'),
  'node16, an ES module and CommonJS': both('node16'),
  'TypeScript 5, node16, CommonJS': { ...both('node16'), files: ['host.cts'], compiler: 'typescript5' },
  // zod's own declarations, which ours name, need that one.
  'TypeScript 5, node10': {
    files: ['host.ts'],
    node: true,
    options: ['--module', 'commonjs', '--moduleResolution', 'node10', '--esModuleInterop'],
    compiler: 'typescript5',
  },
};

const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];

/**
 * Compiles sources as a host would, every declaration checked.
 *
 * @param sources each a file's code by its name
 * @returns what the compiler says: nothing
 */
export function compile(p: Installed, name: string, sources: Readonly<Record<string, string>>): string {
  const { files, node, options, compiler = 'typescript' } = SETTINGS[name]!;
  const folder = join(p.folder, name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder);
  const paths = files.flatMap((file) =>
    Object.entries(sources).map(([entry, code]) => {
      const path = join(folder, `${entry}-${file}`);
      writeFileSync(path, code);
      return path;
    }),
  );
  const globals = node ? NODE : ['--types', '', '--lib', 'es2022,dom,dom.iterable'];
  const common = ['--noEmit', '--pretty', 'false', '--target', 'es2022', '--skipLibCheck', 'false'];
  const tsc = join(ROOT, 'node_modules', compiler, 'bin/tsc');
  const args = [tsc, ...common, ...STRICT, ...options, ...globals, ...paths];
  return spawnSync(process.execPath, args, { cwd: p.folder, encoding: 'utf8' }).stdout;
}
