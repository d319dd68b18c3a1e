import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canReach, serverAccount } from './account.ts';

/** What lies in the data folder of an embedded server. */
export interface Home {
  dir: string;
  /** PostgreSQL's own folder, owned by the account it runs as. */
  cluster: string;
  /** Who is in charge of the server; see lock.ts. */
  lock: string;
  /** What the server says. */
  log: string;
  password: string;
  /** The account that the server runs as; `undefined` is our own. */
  account: Account | undefined;
}

/**
 * Makes the data folder and decides which account works in it. As root, a folder that this account can't
 * reach (say under /root) is replaced by one under /var/lib, and a note is left in the folder asked for.
 */
export function openHome(dataDir: string, log: (line: string) => void): Home {
  const wanted = homeAt(makeFolder(resolve(dataDir)));
  if (canReach(wanted.dir, wanted.account)) return wanted;
  const hash = createHash('sha256').update(wanted.dir).digest('hex').slice(0, 10);
  const dir = join('/var/lib/joip-analytics', `${basename(wanted.dir)}-${hash}`);
  log(
    `keeping the database in ${dir}, because the unprivileged user that runs PostgreSQL can't enter ${wanted.dir}`,
  );
  writeFileSync(
    join(wanted.dir, 'database-is-elsewhere.txt'),
    `The database of this folder is kept in ${dir}\n`,
  );
  return homeAt(makeFolder(dir));
}

function homeAt(dir: string): Home {
  const cluster = join(dir, 'cluster');
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && process.getuid && process.getuid() !== 0 && owner.uid !== process.getuid()) {
    throw new Error(
      `${cluster} belongs to the user with id ${owner.uid}, so PostgreSQL can't be started on it by user ${process.getuid()}. ` +
        'Start as that user or as root, or choose another DATA_DIR.',
    );
  }
  return {
    dir,
    cluster,
    lock: join(dir, 'supervisor.json'),
    log: join(dir, 'postgres.log'),
    password: join(dir, 'password'),
    account: serverAccount(owner),
  };
}

/** Makes a folder; those newly made may be entered, not listed, by others when we are root. */
function makeFolder(path: string): string {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  const first = mkdirSync(path, { recursive: true, mode });
  // Again: the umask may have taken the bits away.
  if (first) for (let made = path; made.length >= first.length; made = dirname(made)) chmodSync(made, mode);
  return realpathSync(path);
}

/**
 * The superuser's password, made at the first call. Its file belongs to us, mode 0600, not to the server's
 * account: other programs may run as `nobody`.
 */
export function readPassword(home: Home): string {
  if (existsSync(home.password)) return readFileSync(home.password, 'utf8').trim();
  if (existsSync(home.cluster)) {
    throw new Error(
      `The password file ${home.password} of the existing database is missing. Restore it from a backup.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  writeFileSync(`${home.password}.new`, `${password}\n`, { mode: 0o600 });
  renameSync(`${home.password}.new`, home.password);
  return password;
}
