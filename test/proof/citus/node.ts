import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendSignal } from '../../../src/db/embedded/processes.ts';
import { onServer } from '../../support/nodes.ts';
import { signalTree } from '../../support/signal-tree.ts';

/** A node of a cluster on this machine, which can be killed and started again. */
export interface ClusterNode {
  /** Of the superuser, without a database of a test. */
  readonly url: string;
  /** `kill -9` of the postmaster with all its processes; nothing where it is away. */
  kill(): Promise<void>;
  /** As a machine that hangs: it takes connections and says nothing. */
  freeze(): void;
  thaw(): void;
  /** Starts it where it was killed, and waits until it answers. */
  start(): void;
}

/** What is needed of it is asked of the server itself: its folder, its programs and its process. */
export async function openNode(url: string): Promise<ClusterNode> {
  const { rows } = await onServer(url, (client) =>
    client.query<{ dir: string; bin: string }>(
      `select current_setting('data_directory') as dir, (select setting from pg_config where name = 'BINDIR') as bin`,
    ),
  );
  const { dir, bin } = rows[0]!;
  const { uid, gid } = statSync(dir);
  const pid = () => Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  let down = false;
  return {
    url,
    async kill() {
      if (down) return;
      down = true;
      const all = signalTree(pid(), 'SIGSTOP');
      for (const each of all) sendSignal(each, 'SIGKILL');
      // As long as a number is listed, also of one that is only to be reaped, another postmaster refuses to start.
      const listed = () => all.some(isListed);
      for (const until = performance.now() + 60_000; listed() && performance.now() < until; ) await sleep(10);
    },
    freeze: () => void signalTree(pid(), 'SIGSTOP'),
    thaw() {
      if (!down) signalTree(pid(), 'SIGCONT');
    },
    start() {
      if (!down) return;
      const args = ['-D', dir, '-w', '-t', '120', '-l', join(dir, 'proof.log'), 'start'];
      // An account of its own looks for certificates at home, which root's isn't.
      const env = { PATH: process.env.PATH, LC_ALL: 'C' };
      execFileSync(join(bin, 'pg_ctl'), args, { cwd: dir, env, uid, gid, stdio: 'ignore' });
      down = false;
    },
  };
}

function isListed(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
