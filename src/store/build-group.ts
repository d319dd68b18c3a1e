import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { BUDGET } from './encode.ts';
import { loadKinds } from './kinds.ts';
import { lockChronicle } from './lock.ts';
import { type LogRead, readLog } from './log.ts';
import { loadMask } from './numbers.ts';
import type { Plan } from './plan.ts';
import { type Rows, RowsBuilder } from './rows.ts';
import { shapeOf } from './shape.ts';
import { storeOf } from './store.ts';
import type { Stretch } from './stretch.ts';

/** A stretch that is to be a block. */
type Planned = Stretch & Pick<Plan, 'empty'>;

export interface Built {
  readonly blocks: number;
  readonly activities: number;
}

/**
 * Builds some blocks in one transaction.
 *
 * @param stretches by their start, not overlapping
 * @returns the kinds that have to be registered first, where the log holds such; null where somebody else is at
 *   work for too long
 */
export function buildGroup(
  db: Database,
  catalogue: CatalogueInput,
  stretches: readonly Planned[],
): Promise<Built | LogRead | null> {
  return transaction(
    db,
    async (client) => {
      takeTime(client, 10);
      await lockChronicle(db, client);
      const { free, replaced } = await stillFree(db, client, stretches);
      if (free.length === 0) return { blocks: 0, activities: 0 };
      const { kinds, numbers } = storeOf(db);
      await loadKinds(db, client, kinds);
      const read = await readLog({ db, client, catalogue, kinds, numbers }, { stretches: free });
      if (read.extra.length > 0) return read;
      const parts = split(read, free);
      // Something came into it since: its month is planned the next time.
      if (parts.some(({ empty, ...part }) => empty && part.activities.length + part.signals.length > 0))
        return { blocks: 0, activities: 0 };
      await client.query(`delete from ${db.s}.chronicle_blocks where id = any($1::bigint[])`, [replaced]);
      const activities = await insert(db, client, catalogue, parts);
      return { blocks: free.length, activities };
    },
    // The lock comes before the snapshot, as `lockChronicle` has it.
    'begin isolation level repeatable read',
  ).catch((error: unknown) => {
    if (['55P03', '40P01'].includes(String((error as { code?: unknown }).code))) return null;
    throw error;
  });
}

/** Of some stretches those for which nobody else was quicker, and the blocks that theirs take the place of. */
async function stillFree(db: Database, client: pg.PoolClient, stretches: readonly Planned[]) {
  const { rows } = await client.query<{ id: number; start: Date; end: Date }>(
    `select id, start_at as start, end_at as end from ${db.s}.chronicle_blocks
     where end_at > $1 and start_at < $2`,
    [new Date(stretches[0]!.start).toISOString(), new Date(stretches.at(-1)!.end).toISOString()],
  );
  const blocks = rows.map(({ id, start, end }) => ({ id, start: start.getTime(), end: end.getTime() }));
  const free: Planned[] = [];
  const replaced: number[] = [];
  for (const stretch of stretches) {
    const there = blocks.filter((block) => block.end > stretch.start && block.start < stretch.end);
    const inside = there.every((block) => block.start >= stretch.start && block.end <= stretch.end);
    const whole = there.some((block) => block.start === stretch.start && block.end === stretch.end);
    if (!inside || whole) continue;
    free.push(stretch);
    replaced.push(...there.map(({ id }) => id));
  }
  return { free, replaced };
}

interface Part extends Planned {
  readonly activities: Rows;
  readonly signals: Rows;
}

/** Rows by the stretch that they fall into. */
function split({ activities, signals }: LogRead, stretches: readonly Planned[]): Part[] {
  if (stretches.length === 1) return [{ ...stretches[0]!, activities, signals }];
  const starts = Float64Array.from(stretches, ({ start }) => start);
  const parted = (rows: Rows): Rows[] => {
    const parts = stretches.map(() => new RowsBuilder());
    for (let i = 0; i < rows.length; i++) {
      const at = rows.at[i]!;
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle;
      }
      parts[low]!.add(rows.users[i]!, at, rows.kinds[i]!, rows.counts ? rows.counts[i]! : 1);
    }
    return parts.map((part) => part.done());
  };
  const [own, beside] = [parted(activities), parted(signals)];
  return stretches.map((stretch, i) => ({ ...stretch, activities: own[i]!, signals: beside[i]! }));
}

async function insert(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
  parts: readonly Part[],
): Promise<number> {
  const mask = await loadMask(db, client);
  const { walker } = storeOf(db);
  const blocks = await Promise.all(parts.map((part) => walker.encode({ ...part, mask }, { budget: BUDGET })));
  await client.query(
    `insert into ${db.s}.chronicle_blocks
       (shape, start_at, end_at, activities, data, totals, data_sum, totals_sum)
     select $1, * from unnest($2::timestamptz[], $3::timestamptz[], $4::int[], $5::bytea[], $6::bytea[],
       $7::int[], $8::int[])`,
    [
      shapeOf(catalogue),
      parts.map(({ start }) => new Date(start).toISOString()),
      parts.map(({ end }) => new Date(end).toISOString()),
      blocks.map(({ activities }) => activities),
      blocks.map(({ data }) => data),
      blocks.map(({ totals }) => totals),
      blocks.map(({ dataSum }) => dataSum),
      blocks.map(({ totalsSum }) => totalsSum),
    ],
  );
  return blocks.reduce((sum, { activities }) => sum + activities, 0);
}
