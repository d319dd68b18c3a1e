import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { FolderInUse, type FolderLock } from './lock.ts';
import { commandLine, killTree, sendSignal, startedAt, waitUntilGone } from './processes.ts';

/**
 * Clears away what the last supervisor of this data folder left: a server that outlived it is stopped, its
 * `postmaster.pid` and its sockets' folders are removed.
 *
 * @throws when a server runs here that no supervisor of ours has started
 */
export async function clearPrevious(
  home: Home,
  lock: FolderLock,
  log: (line: string) => void,
): Promise<void> {
  const pid = postmasterOf(home.cluster);
  if (pid !== undefined && isPostmaster(pid, home.cluster)) {
    if (lock.stale) {
      log(`stopping PostgreSQL (process ${pid}), left behind by process ${lock.stale.pid}, which is gone`);
      await stopOrphan(pid);
      // One that was killed is there for a moment more.
    } else if (!(await waitUntilGone(pid, 1_000))) throw new FolderInUse(pid, 'the PostgreSQL process');
  }
  // PostgreSQL itself would refuse to start if the process id in there were reused by any other process.
  if (pid !== undefined) rmSync(join(home.cluster, 'postmaster.pid'), { force: true });
  for (const dir of lock.stale?.socketDirs ?? []) rmSync(dir, { recursive: true, force: true });
}

/** Before a server is started again: an id in there that now is another process's would keep it from starting. */
export function clearStalePid(home: Home): void {
  const pid = postmasterOf(home.cluster);
  if (pid !== undefined && !isPostmaster(pid, home.cluster))
    rmSync(join(home.cluster, 'postmaster.pid'), { force: true });
}

/** Fast shutdown (which disconnects clients and writes a checkpoint), then harder. */
async function stopOrphan(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!sendSignal(pid, signal) || (await waitUntilGone(pid, 5_000))) return;
  }
  killTree(pid);
  await waitUntilGone(pid, 5_000);
}

function postmasterOf(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether that process is alive and really the server of this cluster, not one that got its old number. */
function isPostmaster(pid: number, cluster: string): boolean {
  if (startedAt(pid) === undefined) return false;
  const command = commandLine(pid);
  return command.includes('postgres') && command.includes(cluster);
}
