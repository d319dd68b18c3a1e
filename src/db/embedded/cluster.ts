import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { demandListed } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { run } from './run.ts';

/**
 * Makes the cluster unless it exists: UTF-8, byte order for sorting (C), Unicode rules for upper and lower
 * case, page checksums, a password for every connection.
 *
 * @param scratch - a private folder that the server's account can read, for handing over the password
 */
export async function ensureCluster(
  home: Home,
  binaries: Binaries,
  password: string,
  scratch: string,
): Promise<void> {
  removeDrafts(home);
  if (existsSync(home.cluster)) return;
  demandListed(home.account);
  // Made elsewhere and then renamed: a crash in the middle leaves no half cluster under the final name. A new
  // name each time, because an initdb whose parent was killed may still be writing.
  const draft = `${home.cluster}.new-${randomBytes(4).toString('hex')}`;
  mkdirSync(draft, { mode: 0o700 });
  const passwordFile = join(scratch, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.account) {
    chownSync(draft, home.account.uid, home.account.gid);
    chownSync(passwordFile, home.account.uid, home.account.gid);
  }
  const { code, output } = await run(
    binaries.initdb,
    [
      ...['-D', draft, '-U', 'postgres', '-E', 'UTF8', '--data-checksums'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ],
    { cwd: scratch, account: home.account },
  );
  rmSync(passwordFile);
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL's initdb failed in ${home.dir}; its last lines:\n${output.trim().split('\n').slice(-8).join('\n')}`,
    );
  }
  renameSync(draft, home.cluster);
  syncFolder(home.dir);
}

function removeDrafts(home: Home): void {
  const drafts = readdirSync(home.dir).filter((name) => name.startsWith(`${basename(home.cluster)}.new`));
  for (const name of drafts) rmSync(join(home.dir, name), { recursive: true, force: true, maxRetries: 3 });
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
