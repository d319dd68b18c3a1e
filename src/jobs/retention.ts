import type { CatalogueInput } from '../catalogue/index.ts';
import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import { moveArchivedBefore } from '../db/archived.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeLock } from '../db/lock.ts';
import { bumpCacheEpoch, readMeta, storedTimezone } from '../db/meta.ts';
import { existingMonths, monthsAround } from '../db/partitions.ts';
import { takeTime } from '../db/silence.ts';
import { lockChronicle } from '../store/lock.ts';
import type { Older } from '../store/log-sql.ts';
import type { Stretch } from '../store/stretch.ts';
import { dropEmpty } from './drop-months.ts';
import { noteRun } from './job-runs.ts';
import { countDue, type Due, type DueFeature, dueMonths, dueOf, dueSignals } from './retention-due.ts';
import { type Prune, pruneOthers } from './retention-others.ts';
import { type Removed, removeStretch } from './retention-remove.ts';
import { logStretches, signalStretches } from './retention-stretches.ts';

export const RETENTION = 'retention';

export interface RetentionOptions {
  catalogue: CatalogueInput;
  policy: RetentionPolicy;
  /** Milliseconds since 1970. */
  now: number;
  /** What other layers keep and prune: the audit log. */
  prune?: Prune;
  /** Rows a transaction, about. Default 20,000. */
  chunk?: number;
  onProgress?: (done: number, total: number) => void;
  /** Stops between two transactions; what was done stands. */
  signal?: AbortSignal;
}

/** What a run would do. */
export interface RetentionPreview {
  features: DueFeature[];
  /** Months of the log that would be dropped whole, as `2026-03`. */
  partitions: string[];
  deadLetters: number;
  auditLog: number;
}

/** What a run did. */
export interface RetentionResult {
  /** False where another process is at it. */
  ran: boolean;
  /** Cut short by the signal; the next run goes on. */
  stopped: boolean;
  features: DueFeature[];
  /** Rows moved from the log to what is kept by day. */
  rows: number;
  /** Likewise of the signals. */
  signals: number;
  /** Months whose table was dropped. */
  partitions: string[];
  deadLetters: number;
  auditLog: number;
}

/** Tells what `retain` would remove, without removing anything. */
export async function previewRetention(
  db: Database,
  o: Pick<RetentionOptions, 'catalogue' | 'policy' | 'now' | 'prune'>,
): Promise<RetentionPreview> {
  const due = dueOf(o.policy, await storedTimezone(db), o.now);
  const months = await dueMonths(db, db.pool, await existingMonths(db), due);
  const others = await pruneOthers(db, { ...o, dryRun: true });
  return {
    features: await countDue(db, db.pool, o.catalogue, due),
    partitions: months.filter(({ whole }) => whole).map(({ month }) => month),
    ...others,
  };
}

/**
 * Removes what is older than the policy's periods. Log and signals go on being kept by day, from the transaction
 * on that removes them, so lifetime counters stay, whole days are told as before and a recount finds no drift.
 * Killed or stopped at any point, what is left is consistent.
 *
 * @example
 * await retain(db, { catalogue, policy: await readRetention(db, catalogue), now: Date.now() });
 */
export async function retain(db: Database, o: RetentionOptions): Promise<RetentionResult> {
  const { activity, ...others } = o.policy;
  if ([...Object.values(activity), ...Object.values(others)].every((days) => days === 'keep')) return NOTHING;
  const startedAt = Date.now();
  const lock = await takeLock(db, RETENTION);
  if (!lock) return { ...NOTHING, ran: false };
  try {
    const signal = o.signal ? AbortSignal.any([o.signal, lock.lost]) : lock.lost;
    const result = await run(db, { ...o, signal });
    await noteRun(db, { name: RETENTION, startedAt, finishedAt: Date.now(), result });
    return result;
  } finally {
    await lock.release();
  }
}

const NOTHING: RetentionResult = {
  ran: true,
  stopped: false,
  features: [],
  rows: 0,
  signals: 0,
  partitions: [],
  deadLetters: 0,
  auditLog: 0,
};

async function run(db: Database, o: RetentionOptions): Promise<RetentionResult> {
  const zone = await storedTimezone(db);
  const all = dueOf(o.policy, zone, o.now);
  const features = (await countDue(db, db.pool, o.catalogue, all)).filter(
    ({ rows, signals }) => rows + signals > 0,
  );
  // Where nothing is to go nothing is archived, and history may still be imported.
  const due = new Map([...all].filter(([name]) => features.some(({ feature }) => feature === name)));
  const total = features.reduce((sum, { rows, signals }) => sum + rows + signals, 0);
  const stopped = () => o.signal?.aborted ?? false;
  const result = { ...NOTHING, features };
  if (due.size > 0) {
    await closeLog(db, due, zone);
    const older = { features: due, signals: dueSignals(o.catalogue, due) };
    await removeDue(db, { ...o, zone }, older, (removed) => {
      result.rows += removed.rows;
      result.signals += removed.signals;
      o.onProgress?.(result.rows + result.signals, total);
    });
    await bumpCacheEpoch(db);
  }
  result.partitions = await dropEmpty(db, await oldMonths(db, all, o.now));
  if (!stopped()) Object.assign(result, await pruneOthers(db, { ...o, dryRun: false }));
  result.stopped = stopped();
  return result;
}

/** Also those that an earlier run emptied and couldn't drop. */
async function oldMonths(db: Database, due: Due, now: number): Promise<string[]> {
  const ahead = new Set(monthsAround(new Date(now)));
  const end = Math.max(...due.values());
  const months = await existingMonths(db);
  return months.filter((month) => !ahead.has(month) && Date.parse(`${month}-01T00:00:00Z`) < end);
}

/**
 * TRICKY: moved before anything is removed. The lock waits for writes under way, and whoever writes later
 * refuses activity of that time, so nothing comes in where rows are being removed, without holding writers up.
 */
async function closeLog(db: Database, due: Due, zone: string): Promise<void> {
  await transaction(db, async (client) => {
    takeTime(client, 10);
    await lockChronicle(db, client, '60s');
    // From here on `rebuild` leaves it as it is.
    if ((await readMeta(db, 'timezone', client)) !== zone)
      throw new Error('the zone of days was changed meanwhile; run retention again');
    await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
    await moveArchivedBefore(db, client, due);
  });
}

async function removeDue(
  db: Database,
  o: RetentionOptions & { readonly zone: string },
  { features, signals }: Older,
  onRemoved: (removed: Removed) => void,
): Promise<void> {
  const limit = o.chunk ?? 20_000;
  const none: Due = new Map();
  const removeAll = async (stretches: readonly Stretch[], due: Older) => {
    for (const stretch of stretches) {
      if (o.signal?.aborted) return;
      onRemoved(await removeStretch({ db, ...o }, stretch, due));
    }
  };
  for (const { month } of await dueMonths(db, db.pool, await existingMonths(db), features))
    await removeAll(await logStretches(db, month, features, limit), { features, signals: none });
  if (signals.size > 0 && !o.signal?.aborted)
    await removeAll(await signalStretches(db, signals, limit), { features: none, signals });
}
