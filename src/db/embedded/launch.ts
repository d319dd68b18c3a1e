import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { killTree } from './processes.ts';
import { waitUntilReady } from './ready.ts';
import { cannotStart, cleanEnv } from './run.ts';
import { openServerLog, type ServerLog } from './server-log.ts';

/** Children of a postmaster that was killed hold its shared memory for a moment longer. */
const stillHeld = 'pre-existing shared memory block';
const heldPatience = 10_000;

/** Whether a process that we started has ended. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Starts the server and waits until it answers a query.
 *
 * @param options.signal gives up waiting, and ends what was started
 * @throws with the last lines of its log when it does not
 */
export async function launch(
  home: Home,
  binaries: Binaries,
  options: { args: string[]; url: string; log: (line: string) => void; signal?: AbortSignal },
): Promise<ChildProcess> {
  const deadline = performance.now() + heldPatience;
  for (;;) {
    const serverLog = openServerLog(home.log);
    try {
      const child = await spawnServer(home, binaries, options.args, serverLog);
      const state = await readyOrGone(child, options);
      if (state === 'ready') return child;
      if (state === 'silent' || options.signal?.aborted) await end(child);
      const held = state === 'gone' && serverLog.tail().includes(stillHeld);
      if (!held || options.signal?.aborted || performance.now() > deadline)
        throw failure(home, state, serverLog);
    } finally {
      serverLog.close();
    }
    await sleep(100);
  }
}

async function spawnServer(
  home: Home,
  binaries: Binaries,
  args: string[],
  log: ServerLog,
): Promise<ChildProcess> {
  const child = spawn(binaries.postgres, args, {
    ...home.account,
    cwd: home.cluster,
    env: cleanEnv,
    // In a session of its own: Ctrl-C in the terminal reaches only us, and we stop it when all is written.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn').catch((cause) => {
    throw cannotStart(binaries.postgres, cause);
  });
  return child;
}

/** Waits until it is ready, has ended, or is silent for too long. */
async function readyOrGone(
  child: ChildProcess,
  { url, log, signal }: { url: string; log: (line: string) => void; signal?: AbortSignal },
) {
  try {
    return await waitUntilReady(url, () => hasEnded(child) || signal?.aborted === true, log);
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  killTree(child.pid!);
  await exit;
}

function failure(home: Home, state: 'gone' | 'silent', log: ServerLog): Error {
  const what =
    state === 'gone' ? 'PostgreSQL ended while starting' : 'PostgreSQL did not answer within a minute';
  return new Error(
    `${what}. Its log ${home.log} ends with:\n${log.tail() || '(nothing)'}\n` +
      'Mend what it names and start again, or point DATABASE_URL at a PostgreSQL server (15 or newer).',
  );
}
