import { readFileSync, type Stats, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** The user that PostgreSQL runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * The account to start PostgreSQL with, or `undefined` for our own. PostgreSQL refuses to run as root, so
 * root lends it the owner of an existing cluster, else the first of nobody and daemon that exists.
 *
 * @param owner - the user that owns the cluster's folder, when there is one already
 */
export function serverAccount(owner?: Account): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (owner && owner.uid !== 0) return owner;
  // It must be a listed user: initdb looks its own name up.
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'));
  const row = rows.find(([name]) => name === 'nobody') ?? rows.find(([name]) => name === 'daemon');
  if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  throw new Error(
    'PostgreSQL refuses to run as root, and neither "nobody" nor "daemon" is a user here. ' +
      'Start as an ordinary user, or point DATABASE_URL at a PostgreSQL server.',
  );
}

/**
 * initdb looks its own name up; a container started with an arbitrary user id has none. The server itself does
 * without, so a folder that has its cluster already is started all the same.
 *
 * @param account - whom initdb runs as; `undefined` is our own user
 */
export function demandListed(account: Account | undefined): void {
  if (account) return;
  try {
    userInfo();
  } catch (cause) {
    const uid = process.getuid?.();
    throw new Error(
      `PostgreSQL can't make its files: the user with id ${uid} has no entry in /etc/passwd. Give it one ` +
        `(in an image: RUN echo 'joip:x:${uid}:${process.getgid?.()}::/tmp:/sbin/nologin' >> /etc/passwd), start as a user that has one ` +
        '(docker run --user node …), or point DATABASE_URL at a PostgreSQL server (15 or newer).',
      { cause },
    );
  }
}

/** Whether `account` may enter `folder` and every folder above it, by their mode bits. */
export function canReach(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  for (let path = folder; ; path = dirname(path)) {
    if (!allows(statSync(path), account, 1)) return false;
    if (path === dirname(path)) return true;
  }
}

/** Whether `account` may read `path` itself, by its mode bits. */
export function canRead(path: string, account: Account | undefined): boolean {
  return !account || allows(statSync(path), account, 4);
}

function allows(stats: Stats, account: Account, bit: 1 | 4): boolean {
  const shift = stats.uid === account.uid ? 6 : stats.gid === account.gid ? 3 : 0;
  return ((stats.mode >> shift) & bit) !== 0;
}
