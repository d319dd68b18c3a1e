import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { existingMonths } from '../db/partitions.ts';
import { atLeisure, takeTime } from '../db/silence.ts';
import { encodeBlock } from './block.ts';
import { type KindKey, loadKinds, registerKinds } from './kinds.ts';
import { lockChronicle } from './lock.ts';
import { type LogRead, readLog, type Stretch } from './log.ts';
import { cutGap, type Piece, type Plan, planMonth } from './plan.ts';
import { missingIn, shapeOf } from './shape.ts';
import { storeOf } from './store.ts';

export interface BuildOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** Builds what changed since the last look too: an import has ended, say. Default: only what was left alone. */
  force?: boolean;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An hour is over for good once processes' clocks and writes under way can not reach into it any more. */
const GRACE = 600_000;

/**
 * Builds blocks of what the log holds and no block covers, up to the last full hour. A stretch is built once two
 * looks found the same in it, so that history which is just coming in isn't built again and again. Safe to run at
 * any time, and from several processes.
 *
 * @returns activities in the blocks that were built
 * @example await buildBlocks(db, catalogue, { now: Date.now() });
 */
export async function buildBlocks(
  db: Database,
  catalogue: CatalogueInput,
  o: BuildOptions,
): Promise<{ blocks: number; activities: number }> {
  await dropUseless(db, catalogue);
  const plans = await atLeisure(db, (client) => planAll(db, client, o.now));
  const ready = o.force ? plans : quiet(db, plans);
  const total = ready.reduce((sum, { n }) => sum + n, 0);
  const built = { blocks: 0, activities: 0 };
  // The latest first: it is asked about most.
  for (const plan of ready.reverse()) {
    if (o.signal?.aborted) break;
    const n = await buildOne(db, catalogue, plan);
    if (n === null) continue;
    built.blocks++;
    built.activities += n;
    o.onProgress?.(built.activities, Math.max(total, built.activities));
  }
  return built;
}

/** Looks at what each process found last; what has not changed since is left alone for long enough. */
const lastFound = new WeakMap<Database, ReadonlyMap<string, number>>();

function quiet(db: Database, plans: readonly Plan[]): Plan[] {
  const keyOf = ({ start, end }: Plan) => `${start} ${end}`;
  const before = lastFound.get(db);
  lastFound.set(db, new Map(plans.map((plan) => [keyOf(plan), plan.n])));
  return plans.filter((plan) => plan.merges || before?.get(keyOf(plan)) === plan.n);
}

/** Blocks that tell less than the catalogue asks for, or whose bytes were found damaged. */
async function dropUseless(db: Database, catalogue: CatalogueInput): Promise<void> {
  const { kinds, damaged } = storeOf(db);
  await loadKinds(db, db.pool, kinds);
  const { rows } = await db.pool.query<{ shape: string }>(
    `select distinct shape from ${db.s}.chronicle_blocks where shape <> $1`,
    [shapeOf(catalogue)],
  );
  const old = rows.map(({ shape }) => shape).filter((shape) => missingIn(shape, catalogue, kinds).length > 0);
  const broken = [...damaged];
  if (old.length + broken.length === 0) return;
  await transaction(db, async (client) => {
    await lockChronicle(db, client);
    await client.query(
      `delete from ${db.s}.chronicle_blocks where shape = any($1::text[]) or id = any($2::bigint[])`,
      [old, broken],
    );
  });
  for (const id of broken) damaged.delete(id);
}

async function planAll(db: Database, client: pg.PoolClient, now: number): Promise<Plan[]> {
  const frontier = Math.floor((now - GRACE) / HOUR) * HOUR;
  const today = Math.floor(frontier / DAY) * DAY;
  const { rows } = await client.query<{ start: Date; end: Date; n: number }>(
    `select start_at as start, end_at as end, activities as n from ${db.s}.chronicle_blocks order by start_at`,
  );
  const blocks = rows.map(({ start, end, n }) => ({ start: start.getTime(), end: end.getTime(), n }));
  const plans: Plan[] = [];
  for (const month of await monthsHeld(db, client)) {
    const [year, index] = month.split('-').map(Number) as [number, number];
    const start = Date.UTC(year, index - 1, 1);
    const end = Math.min(Date.UTC(year, index, 1), frontier);
    if (start >= end) continue;
    const own = blocks.filter((block) => block.start < end && block.end > start);
    const pieces: Piece[] = [];
    let at = start;
    for (const block of [...own, { start: end, end, n: 0 }]) {
      if (block.start > at) pieces.push(...(await countGap(db, client, { start: at, end: block.start })));
      if (block.end > block.start) pieces.push({ ...block, built: true });
      at = block.end;
    }
    plans.push(...planMonth(pieces, today));
  }
  return plans;
}

/** Months in which there may be anything, oldest first. */
async function monthsHeld(db: Database, client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select distinct to_char(hour at time zone 'UTC', 'YYYY-MM') as month from ${db.s}.user_signals`,
  );
  return [...new Set([...(await existingMonths(db, client)), ...rows.map(({ month }) => month)])].sort();
}

async function countGap(db: Database, client: pg.PoolClient, gap: Stretch): Promise<Piece[]> {
  const { rows } = await client.query<{ at: Date; n: number }>(
    `select date_bin('15 minutes', created_at, timestamptz '1970-01-01 00:00:00+00') as at, count(*) as n
     from ${db.s}.user_activity_logs where created_at >= $1 and created_at < $2 group by 1`,
    [new Date(gap.start).toISOString(), new Date(gap.end).toISOString()],
  );
  return cutGap(gap, new Map(rows.map(({ at, n }) => [at.getTime(), n])));
}

/** How often kinds are registered that a log holds without having been counted here. */
const TURNS = 5;

/** @returns the activities of the new block; null where somebody else was quicker, or is at work for too long */
async function buildOne(db: Database, catalogue: CatalogueInput, stretch: Stretch): Promise<number | null> {
  for (let turn = 0; turn < TURNS; turn++) {
    const result = await tryOne(db, catalogue, stretch);
    if (result === null || typeof result === 'number') return result;
    const { kinds } = storeOf(db);
    await registerKinds(db, kinds, byFrequency(result), catalogue);
  }
  throw new Error('the log holds kinds of activity that can not be registered');
}

function tryOne(db: Database, catalogue: CatalogueInput, stretch: Stretch): Promise<number | LogRead | null> {
  return transaction(
    db,
    async (client) => {
      takeTime(client, 10);
      await lockChronicle(db, client);
      const bounds = [new Date(stretch.start).toISOString(), new Date(stretch.end).toISOString()];
      const { rows } = await client.query<{ id: number; inside: boolean; whole: boolean }>(
        `select id, start_at >= $1 and end_at <= $2 as inside, start_at = $1 and end_at = $2 as whole
         from ${db.s}.chronicle_blocks where end_at > $1 and start_at < $2`,
        bounds,
      );
      if (rows.some(({ inside, whole }) => whole || !inside)) return null;
      const { kinds, numbers } = storeOf(db);
      await loadKinds(db, client, kinds);
      const read = await readLog({ db, client, catalogue, kinds, numbers }, { stretches: [stretch] });
      if (read.extra.length > 0) return read;
      await client.query(`delete from ${db.s}.chronicle_blocks where id = any($1::bigint[])`, [
        rows.map(({ id }) => id),
      ]);
      const internal = await client.query<{ no: number }>(
        `select user_no as no from ${db.s}.users where internal`,
      );
      const numbersOfInternal = new Set(internal.rows.map(({ no }) => no));
      const block = encodeBlock({ start: stretch.start, ...read }, (no) => numbersOfInternal.has(no));
      await client.query(
        `insert into ${db.s}.chronicle_blocks (start_at, end_at, activities, shape, data, totals, data_sum, totals_sum)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...bounds,
          block.activities,
          shapeOf(catalogue),
          block.data,
          block.totals,
          block.dataSum,
          block.totalsSum,
        ],
      );
      return block.activities;
    },
    // The lock comes before the snapshot, as `lockChronicle` has it.
    'begin isolation level repeatable read',
  ).catch((error: unknown) => {
    if (['55P03', '40P01'].includes(String((error as { code?: unknown }).code))) return null;
    throw error;
  });
}

/** Of a breakdown that is new to the catalogue the most frequent values keep a place of their own. */
function byFrequency({ activities, signals, extra }: LogRead): KindKey[] {
  const counts = new Map<number, number>();
  for (const { kinds, length } of [activities, signals])
    for (let i = 0; i < length; i++) counts.set(kinds[i]!, (counts.get(kinds[i]!) ?? 0) + 1);
  return [...extra]
    .sort((a, b) => (counts.get(b.no) ?? 0) - (counts.get(a.no) ?? 0))
    .map(({ no: _, values, ...kind }) => ({ ...kind, values: [...values] }));
}
