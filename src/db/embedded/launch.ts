import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import { killTree } from './processes.ts';
import { cannotStart, cleanEnv } from './run.ts';

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
 * @throws with the last lines of its log when it doesn't
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
    state === 'gone' ? 'PostgreSQL ended while starting' : "PostgreSQL didn't answer within a minute";
  return new Error(
    `${what}. Its log ${home.log} ends with:\n${log.tail() || '(nothing)'}\n` +
      'Mend what it names and start again, or point DATABASE_URL at a PostgreSQL server (15 or newer).',
  );
}

const rotateAt = 16 * 1024 * 1024;

/** The server's log file, opened for appending. */
interface ServerLog {
  fd: number;
  /** The last lines that were written since it was opened. */
  tail(): string;
  close(): void;
}

/** Opens the log; a file over 16 MiB is first moved to `<path>.1`. */
function openServerLog(path: string): ServerLog {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > rotateAt) renameSync(path, `${path}.1`);
  const fd = openSync(path, 'a', 0o600);
  const from = statSync(path).size;
  return {
    fd,
    tail: () => readFileSync(path).subarray(from).toString().trim().split('\n').slice(-12).join('\n'),
    close: () => closeSync(fd),
  };
}

/** How long a server may stay silent, in milliseconds. One that says it is recovering may take longer. */
const patience = 60_000;

/** What became of a start: `gone` is a server that ended by itself. */
type Readiness = 'ready' | 'gone' | 'silent';

/**
 * Asks every 20 ms until the server answers a query, has gone, or has been silent for a minute.
 *
 * @throws when the server refuses our password
 */
async function waitUntilReady(
  url: string,
  isGone: () => boolean,
  log: (line: string) => void,
): Promise<Readiness> {
  let deadline = performance.now() + patience;
  let nextNote = performance.now() + 5_000;
  while (!isGone()) {
    const answer = await ask(url);
    if (answer === 'ready') return 'ready';
    // After a crash it replays its log first; giving up on it then would mean to start over for ever.
    if (answer === 'recovering') deadline = performance.now() + patience;
    if (performance.now() > deadline) return 'silent';
    if (performance.now() > nextNote) {
      log(answer === 'recovering' ? 'PostgreSQL is recovering from a crash' : 'waiting for PostgreSQL');
      nextNote += 10_000;
    }
    await sleep(20);
  }
  return 'gone';
}

async function ask(url: string): Promise<'ready' | 'recovering' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === '28P01')
      throw new Error('PostgreSQL refuses the password that is kept beside its data.', { cause: error });
    return code === '57P03' ? 'recovering' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
