import { existsSync, readFileSync } from 'node:fs';

/** Folder of this package, wherever the build put the code that asks. */
const root = findRoot();

/**
 * A file of this package, such as `drizzle/meta/_journal.json`. It isn't there where a host's bundler took the code
 * away from it.
 */
export const packageFile = (path: string): URL => new URL(path, root);

function findRoot(): URL {
  let folder = new URL('./', import.meta.url);
  for (let up = 0; up < 4; up++, folder = new URL('../', folder))
    if (existsSync(new URL('drizzle/meta/_journal.json', folder))) return folder;
  return folder;
}

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}
const manifest = () => JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as Manifest;

/** Version of this package, as its package.json has it. */
export const packageVersion = (): string => manifest().version;

/** Which versions this package works with of another that it doesn't bring along; undefined where it knows none. */
export const peerRange = (name: string): string | undefined => manifest().peerDependencies[name];

/** `0.1` of 0.1.7: programs of one minor version work with each other's schemas. */
export const minorVersion = (version = packageVersion()): string => version.split('.').slice(0, 2).join('.');
