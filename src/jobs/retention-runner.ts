import type { CatalogueInput } from '../catalogue/index.ts';
import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import type { Database } from '../db/connect.ts';
import { type JobRun, lastRuns } from './job-runs.ts';
import {
  previewRetention,
  RETENTION,
  type RetentionPreview,
  type RetentionResult,
  retain,
} from './retention.ts';
import type { Prune } from './retention-others.ts';
import { readRetention } from './settings.ts';

export interface RunnerOptions {
  catalogue: CatalogueInput;
  now: () => number;
  prune?: Prune;
}

/** How far the run of this process is, in rows. */
export interface RetentionProgress {
  readonly done: number;
  readonly total: number;
}

/** Runs retention by the policy that is stored, once at a time in this process. */
export function createRetentionRunner(db: Database, { catalogue, now, prune }: RunnerOptions) {
  const stopping = new AbortController();
  let progress: RetentionProgress | null = null;
  let running: Promise<RetentionResult> | undefined;
  /** Of the run that is under way. */
  let cutting: AbortController | undefined;

  async function run(onProgress?: (done: number, total: number) => void): Promise<RetentionResult> {
    progress = { done: 0, total: 0 };
    cutting = new AbortController();
    try {
      return await retain(db, {
        catalogue,
        policy: await readRetention(db, catalogue),
        now: now(),
        ...(prune ? { prune } : {}),
        signal: AbortSignal.any([stopping.signal, cutting.signal]),
        onProgress(done, total) {
          progress = { done, total };
          onProgress?.(done, total);
        },
      });
    } finally {
      progress = null;
      running = undefined;
      cutting = undefined;
    }
  }

  return {
    policy: (): Promise<RetentionPolicy> => readRetention(db, catalogue),
    async preview(): Promise<RetentionPreview> {
      const policy = await readRetention(db, catalogue);
      return previewRetention(db, { catalogue, policy, now: now(), ...(prune ? { prune } : {}) });
    },
    /** Starts a run, or joins the one that is under way here. */
    run(onProgress?: (done: number, total: number) => void): Promise<RetentionResult> {
      running ??= run(onProgress);
      return running;
    },
    /** Null while none is under way here. */
    progress: () => progress,
    lastRuns: (limit?: number): Promise<JobRun[]> => lastRuns(db, RETENTION, limit),
    /** Cuts the run that is under way here short; what it did. Null where there is none. */
    async cut(): Promise<RetentionResult | null> {
      cutting?.abort();
      return (await running) ?? null;
    },
    /** The same at the end: none begins any more that wouldn't stop at once. */
    async stop(): Promise<void> {
      stopping.abort();
      await running?.catch(() => {});
    },
  };
}

export type RetentionRunner = ReturnType<typeof createRetentionRunner>;
