import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from './failures.ts';

const LONGEST = 30_000;

/**
 * Asks again while the database is away or another transaction is in the way, until the deadline (30 seconds
 * from now); then throws what it answered. Only for work that may be done twice: its rows have ids of their own.
 *
 * @param deadline milliseconds since 1970
 */
export async function patiently<T>(
  work: () => Promise<T>,
  {
    deadline = Date.now() + LONGEST,
    signal,
  }: { deadline?: number | undefined; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  for (let pause = 20; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted || !isTransient(error) || Date.now() + pause > deadline) throw error;
      await sleep(pause);
    }
  }
}
