import type { BackupProgress } from '../backup/index.ts';
import { note } from './shared.ts';

const TELL_EVERY = 2_000;

const VERBS: Record<BackupProgress['step'], string> = {
  write: 'writing',
  verify: 'verifying',
  restore: 'restoring',
  schema: 'bringing the schema up to date',
  analyze: 'analyzing',
  count: 'counting the restored rows',
  blocks: 'building blocks of the log, by which reports are fast',
  reconcile: 'recounting everything from the log',
};

/** A line for each table with rows, and one every two seconds for a large one. */
export function progressOf(say: (line: string) => void, now: () => number = () => performance.now()) {
  let last = now();
  return ({ step, table, rows, done }: BackupProgress): void => {
    if (table === undefined) say(VERBS[step]);
    if (!table || !rows) return;
    if (!done && now() - last < TELL_EVERY) return;
    last = now();
    say(`${VERBS[step]} ${table}: ${rows.toLocaleString('en-US')} rows${done ? '' : ' …'}`);
  };
}

/** Runs work that Ctrl-C stops, with exit code 130; undefined then. */
export async function stoppable<T>(
  consequence: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    note(`stopped; ${consequence}`);
    process.exitCode = 130;
    return undefined;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  }
}
