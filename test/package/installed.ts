import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Versions of ours, so that nothing but the package decides whether a consumer compiles. */
const versionOf = (name: string) =>
  JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version as string;

export interface Installed {
  /** A project that has the package as its dependency. */
  readonly folder: string;
  /** The package in there, as npm unpacked it. */
  readonly home: string;
  /** The packed file. */
  readonly tarball: string;
  /** What it takes of the disk, with all that npm put beside it. */
  readonly bytes: number;
}

/** `npm pack`, then `npm install` of that file into a new project, as a user would. Needs the npm registry. */
export function packAndInstall(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'joip-package-'));
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  npm(ROOT, 'pack', '--silent', '--pack-destination', packed);
  const tarball = join(packed, readdirSync(packed)[0]!);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  );
  const install = (...what: string[]) =>
    npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund', ...what);
  install(tarball);
  const bytes = sizeOf(join(folder, 'node_modules'));
  const types = ['@types/node', '@types/express', '@types/pg', '@types/react'].map(
    (name) => `${name}@${versionOf(name)}`,
  );
  install(...types);
  return { folder, home: join(folder, 'node_modules/joip-analytics'), tarball, bytes };
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

function npm(cwd: string, ...args: string[]): void {
  try {
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`npm ${args[0]} failed: ${(error as { stderr: string }).stderr}`);
  }
}
