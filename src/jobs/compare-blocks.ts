import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { DAY } from '../db/milliseconds.ts';
import { decodeBlock, encodeBlock } from '../store/block.ts';
import { loadKinds } from '../store/kinds.ts';
import { readLog } from '../store/log.ts';
import { during, isCounted } from '../store/log-sql.ts';
import { loadMask, NOBODY } from '../store/numbers.ts';
import { type StoredBlock, storedBlocks } from '../store/rewrite.ts';
import { type Rows, RowsBuilder } from '../store/rows.ts';
import { missingIn } from '../store/shape.ts';
import { storeOf } from '../store/store.ts';
import type { Stretch } from '../store/stretch.ts';
import { kindsOfTotals } from '../store/totals.ts';
import { countRows, countTotals, difference, namesOf } from './compare-rows.ts';
import type { Drift } from './drift.ts';

export interface WrongBlock {
  readonly id: number;
  readonly drift: readonly Drift[];
}

/**
 * Builds every block in memory from the log of its stretch, and tells where what is stored is something else. In the
 * transaction of `client`, which sees one snapshot. Blocks that the catalogue has outgrown are read by nobody, and
 * left out.
 */
export async function wrongBlocks(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
): Promise<WrongBlock[]> {
  const { kinds, numbers } = storeOf(db);
  await loadKinds(db, client, kinds);
  const mask = await loadMask(db, client);
  const isInternal = (no: number) => ((mask[no] ?? 0) & 1) === 1;
  const listed = await list(db, client);
  let end = Number.NEGATIVE_INFINITY;
  const wrong: WrongBlock[] = [];

  async function check(block: StoredBlock, stretch: Stretch): Promise<Drift[]> {
    const told = tellerOf(stretch);
    if (!block.sound) return [told('data', 'damaged', 'as it was written')];
    // It says that there is nothing in many months: whatever the log has of them isn't read for that.
    const one = stretch.end - stretch.start > LONGEST_MONTH ? await anyRow(db, client, stretch) : null;
    if (one !== null) return [told('rows', 'none', `some, one of ${new Date(one).toISOString()}`)];
    const read = await readLog({ db, client, catalogue, kinds, numbers }, { stretches: [stretch] });
    const anew = encodeBlock({ start: stretch.start, ...read }, isInternal);
    if (same(anew.data, block.data) && same(anew.totals, block.totals)) return [];
    const names = namesOf(catalogue, [...kinds.list, ...read.extra]);
    const stored = decodeBlock(block.data, block.start);
    // Erased since, and not swept yet.
    const alive = (rows: Rows) => without(rows, (no) => no !== 0 && (mask[no] ?? 0) >= NOBODY);
    const rows = difference(
      countRows([alive(stored.activities), alive(stored.signals)], names),
      countRows([read.activities, read.signals], names),
    );
    const totals = difference(
      countTotals(block.totals, block.start, kindsOfTotals(block.totals), names),
      countTotals(anew.totals, stretch.start, kindsOfTotals(anew.totals), names),
    );
    return [
      ...(rows ? [told(`rows (${rows.n})`, rows.stored, rows.recounted)] : []),
      ...(totals ? [told(`totals (${totals.n})`, totals.stored, totals.recounted)] : []),
    ];
  }

  for await (const some of storedBlocks(db, client, 'chronicle_blocks'))
    for (const block of some.sort((a, b) => a.start - b.start)) {
      const { shape, ...stretch } = listed.get(block.id)!;
      const drift = missingIn(shape, catalogue, kinds).length > 0 ? [] : await check(block, stretch);
      if (stretch.start < end)
        drift.push(tellerOf(stretch)('start_at', 'inside of the block before', 'its end, or later'));
      end = Math.max(end, stretch.end);
      if (drift.length > 0) wrong.push({ id: block.id, drift });
    }
  return wrong;
}

/** What reaches beyond a month is a block without anything. */
const LONGEST_MONTH = 31 * DAY;

/** The instant of any row of a stretch, in milliseconds; null where there is none. */
async function anyRow(db: Database, client: pg.PoolClient, stretch: Stretch): Promise<number | null> {
  const { rows } = await client.query<{ at: Date }>(
    `(select l.created_at as at from ${db.s}.user_activity_logs l
      where ${during('l.created_at', [stretch])} and ${isCounted(db.s)} limit 1)
     union all (select hour from ${db.s}.user_signals where ${during('hour', [stretch])} limit 1)`,
  );
  return rows[0]?.at.getTime() ?? null;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

async function list(db: Database, client: pg.PoolClient) {
  const { rows } = await client.query<{ id: number; start: Date; end: Date; shape: string }>(
    `select id, start_at as start, end_at as end, shape from ${db.s}.chronicle_blocks`,
  );
  return new Map(
    rows.map(({ id, start, end, shape }) => [id, { start: start.getTime(), end: end.getTime(), shape }]),
  );
}

const tellerOf =
  ({ start, end }: Stretch) =>
  (column: string, stored: string, recounted: string): Drift => ({
    table: 'chronicle_blocks',
    key: `${new Date(start).toISOString()} – ${new Date(end).toISOString()}`,
    column,
    stored,
    recounted,
  });

function without({ length, users, at, kinds, counts }: Rows, leftOut: (no: number) => boolean): Rows {
  const rows = new RowsBuilder();
  for (let i = 0; i < length; i++)
    if (!leftOut(users[i]!)) rows.add(users[i]!, at[i]!, kinds[i]!, counts ? counts[i]! : 1);
  return rows.done();
}
