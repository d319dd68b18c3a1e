/** A piece of background work, and how many milliseconds after its end it starts again. */
export interface Job {
  readonly name: string;
  readonly every: number;
  run(): Promise<unknown>;
}

/**
 * Runs each job again and again, never beside itself. A failure is told and the job goes on: one that the
 * database refused now may succeed next time. The timers keep no process alive.
 */
export function startJobs(jobs: readonly Job[], onError: (job: string, error: unknown) => void) {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  const plan = (job: Job, delay: number) => {
    if (stopped) return;
    timers.set(job.name, setTimeout(() => turn(job), delay).unref());
  };
  const turn = (job: Job) => {
    const work = job
      .run()
      .catch((error: unknown) => onError(job.name, error))
      .finally(() => {
        running.delete(work);
        plan(job, job.every);
      });
    running.add(work);
  };
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
