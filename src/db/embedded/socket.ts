import { randomBytes } from 'node:crypto';
import { accessSync, chownSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach } from './account.ts';
import type { Home } from './home.ts';

/** The kernel's limit is 107 bytes on Linux and 103 on macOS. */
const longestPath = 100;
const longestName = '/.s.PGSQL.65535.lock'.length;

/**
 * Makes a folder for the server's socket that only its account (and root) can enter. Temporary folders come
 * first, since a mounted data folder may know no sockets.
 *
 * @param note - told the folder before it is made, so that a crash can't lose it
 * @throws when no place is short enough, writable and reachable for that account
 */
export function makeSocketDir(home: Home, note: (dir: string) => void): string {
  const name = `joip-pg-${randomBytes(4).toString('hex')}`;
  const parent = [tmpdir(), '/tmp', home.dir].find((each) => isFit(each, name, home));
  if (!parent) {
    throw new Error("No folder for PostgreSQL's socket: set TMPDIR to a writable folder with a short path.");
  }
  const dir = join(parent, name);
  note(dir);
  mkdirSync(dir, { mode: 0o700 });
  if (home.account) chownSync(dir, home.account.uid, home.account.gid);
  return dir;
}

function isFit(parent: string, name: string, home: Home): boolean {
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
  } catch {
    return false;
  }
  const length = Buffer.byteLength(join(parent, name)) + longestName;
  return length <= longestPath && canReach(realpathSync(parent), home.account);
}
