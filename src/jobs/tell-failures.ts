import { isTransient } from '../db/failures.ts';
import type { Log } from '../log/log.ts';

/**
 * Tells the log that a job fails, once, and that it works again: while the database is away every job fails
 * every time, and a line for each would bury what matters.
 */
export function createFailures(log: Log) {
  /** What each failing job was told of. */
  const failing = new Map<string, string>();
  let away = false;

  return {
    failed(job: string, error: unknown): void {
      const transient = isTransient(error);
      const what = transient ? '' : String(error);
      const known = failing.get(job) === what;
      failing.set(job, what);
      if (known) return;
      if (!transient) log.error({ err: error, job }, 'background job failed');
      else if (!away) log.warn({ err: error, job }, 'background jobs wait until the database can be reached');
      away ||= transient;
    },
    succeeded(job: string): void {
      if (!failing.delete(job)) return;
      if (away && ![...failing.values()].includes('')) {
        away = false;
        log.info({}, 'background jobs reach the database again');
      } else if (!away) log.info({ job }, 'background job works again');
    },
  };
}
