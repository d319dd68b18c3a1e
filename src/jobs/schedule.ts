import { isTransient } from '../db/failures.ts';
import type { Log } from '../log/log.ts';

/** A piece of background work, and how many milliseconds after its end it starts again. */
export interface Job {
  readonly name: string;
  readonly every: number;
  run(): Promise<unknown>;
}

const LONGEST_PAUSE = 30_000;

/**
 * Runs each job again and again, never beside itself. A failure is told and the job goes on, after a pause that
 * grows: one that the database refused now may succeed next time. The timers keep no process alive.
 */
export function startJobs(
  jobs: readonly Job[],
  tell: { failed(job: string, error: unknown): void; succeeded(job: string): void },
) {
  const timers = new Map<string, NodeJS.Timeout>();
  const failures = new Map<string, number>();
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  const plan = (job: Job, delay: number) => {
    if (stopped) return;
    timers.set(job.name, setTimeout(() => turn(job), delay).unref());
  };
  const turn = (job: Job) => {
    const work = job
      .run()
      .then(() => {
        failures.delete(job.name);
        tell.succeeded(job.name);
      })
      .catch((error: unknown) => {
        failures.set(job.name, (failures.get(job.name) ?? 0) + 1);
        tell.failed(job.name, error);
      })
      .finally(() => {
        running.delete(work);
        plan(job, pauseOf(job, failures.get(job.name) ?? 0));
      });
    running.add(work);
  };
  /** Up to half a minute; a job that comes more rarely than that keeps its time. */
  const pauseOf = ({ every }: Job, failed: number) =>
    Math.max(every, Math.min(every * 2 ** failed, LONGEST_PAUSE));
  for (const job of jobs) plan(job, Math.min(job.every, 1_000));

  return {
    /** Starts nothing more, and waits for what is under way. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(running);
    },
  };
}

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
