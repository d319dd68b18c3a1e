import type { Catalogue } from '../catalogue/index.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../db/milliseconds.ts';
import type { Services } from '../http/services.ts';
import { createReleaseNotice } from '../jobs/notice-release.ts';
import { ensurePartitions } from '../jobs/partitions.ts';
import { createFailures, startJobs } from '../jobs/schedule.ts';
import { buildBlocks } from '../store/build.ts';
import { sweepErased } from '../store/sweep.ts';

export interface Background {
  /** Starts nothing more, cuts long work short and waits for it. */
  stop(): Promise<void>;
}

/**
 * The work that goes on beside requests, in every process; what may run once at a time takes a lock itself.
 *
 * @param host which version of it this process is; null where that isn't known
 */
export function startBackground(
  services: Services,
  catalogue: Catalogue,
  host: { readonly version: string; readonly started: number } | null,
): Background {
  const { real, ingest, auth, audit, recorder, retention, now, log } = services;
  const { db } = real;
  const stopping = new AbortController();
  const blocks = () => buildBlocks(db, catalogue, { now: now(), signal: stopping.signal });
  const jobs = startJobs(
    [
      { name: 'count what host transactions left pending', every: 500, run: () => ingest.foldPending() },
      { name: 'write signals', every: 5 * SECOND, run: () => ingest.signals.flush() },
      { name: 'write folded denials', every: MINUTE, run: () => audit.flush() },
      { name: 'sign the head of the audit log', every: HOUR, run: () => audit.signHead() },
      { name: 'make partitions ahead', every: HOUR, run: () => ensurePartitions(db, now()) },
      { name: 'build blocks', every: MINUTE, run: blocks },
      { name: 'take erased users out of blocks', every: MINUTE, run: () => sweepErased(db) },
      { name: 'measure this process', every: MINUTE, run: async () => recorder.sample() },
      { name: 'remove what is older than its period', every: DAY, run: () => retention.run() },
      { name: 'sweep ended sessions', every: HOUR, run: () => auth.sweep() },
      ...(host
        ? [
            {
              name: 'notice releases',
              every: MINUTE,
              run: createReleaseNotice(db, host.version, { now, ...host }),
            },
          ]
        : []),
    ].map((job) => ({ ...job, run: () => recorder.jobs.watch<unknown>(job.name, job.run) })),
    createFailures(log),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all([retention.stop(), jobs.stop()]);
    },
  };
}
