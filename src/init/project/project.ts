import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type Source, sourceOf } from '../code/source.ts';
import { type Found, NeedsToKnow } from '../error.ts';

/** What init reads of a host's package.json. */
export interface Manifest {
  readonly type?: string;
  readonly main?: string;
  readonly packageManager?: string;
  readonly scripts: Readonly<Record<string, string>>;
  /** Both kinds together. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** A host's project, as far as it can be read without running any of it. */
export interface Project {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths of all files that are its own, below its folder, with slashes. */
  readonly files: readonly string[];
  /** A text file of it; empty where there is none. */
  read(path: string): string;
  /** A source file of it. */
  source(path: string): Source;
}

const LEFT_OUT = /^(?:node_modules|dist|build|out|coverage|vendor|tmp|public|static|\..*)$/;
const MOST_FILES = 20_000;

/**
 * @throws NeedsToKnow where the folder has no package.json, or one that can't be read
 */
export function readProject(folder: string): Project {
  const path = join(folder, 'package.json');
  if (!existsSync(path))
    throw new NeedsToKnow(
      `there is no package.json in ${folder}; run it in the folder of your app, where that stands`,
    );
  const texts = new Map<string, string>();
  const sources = new Map<string, Source>();
  const read = (name: string) => {
    if (!texts.has(name))
      texts.set(name, existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
    return texts.get(name)!;
  };
  const source = (name: string) => {
    if (!sources.has(name)) sources.set(name, sourceOf(name, read(name)));
    return sources.get(name)!;
  };
  return { folder, manifest: manifestOf(read('package.json'), path), files: [...walk(folder)], read, source };
}

function manifestOf(text: string, path: string): Manifest {
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
  } catch (error) {
    throw new NeedsToKnow(`${path} is no JSON: ${(error as Error).message}; mend it first`);
  }
  const record = (name: string) => (given[name] ?? {}) as Record<string, string>;
  return {
    ...(given as object),
    scripts: record('scripts'),
    dependencies: { ...record('devDependencies'), ...record('dependencies') },
  };
}

function* walk(folder: string): Generator<string> {
  const waiting = [folder];
  let found = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop())
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.test(entry.name)) waiting.push(path);
      if (entry.isFile() && found++ < MOST_FILES) yield relative(folder, path).split(sep).join('/');
    }
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const NO_APP =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|fixtures|examples?|migrations|scripts|docs)\/|\.(?:test|spec|e2e-spec|config|d)\.[cm]?[jt]sx?$|(?:^|\/)\.[^/]*$/i;

/** The sources that an app may be made in: no tests, no configuration. */
export const appSources = ({ files }: Project): readonly string[] =>
  files.filter((path) => SOURCE.test(path) && !NO_APP.test(path));

export const hasDependency = ({ manifest }: Project, name: string): boolean =>
  Object.hasOwn(manifest.dependencies, name);

const LOCKS = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
} as const;
export type PackageManager = keyof typeof LOCKS;
export const PACKAGE_MANAGERS = Object.keys(LOCKS) as PackageManager[];

/** By `packageManager`, else by its lock file, also of a workspace around; npm where nothing says it. */
export function packageManagerOf({ folder, manifest }: Project): Found<PackageManager> {
  const told = PACKAGE_MANAGERS.find((name) => manifest.packageManager?.startsWith(`${name}@`));
  if (told) return { value: told, from: 'packageManager of package.json' };
  for (let at = folder; ; at = dirname(at)) {
    for (const name of PACKAGE_MANAGERS)
      for (const lock of LOCKS[name])
        if (existsSync(join(at, lock))) return { value: name, from: relative(folder, join(at, lock)) };
    if (existsSync(join(at, '.git')) || dirname(at) === at) break;
  }
  return { value: 'npm', from: 'no lock file says otherwise' };
}

/** What installs a package, as its user types it. */
export const installCommand = (manager: PackageManager, names: readonly string[]): string =>
  `${manager} ${manager === 'npm' ? 'install' : 'add'} ${names.join(' ')}`;

/** What runs a command of a package. */
export const runCommand = (manager: PackageManager): string =>
  ({ npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' })[manager];
