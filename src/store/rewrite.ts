import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { BLOCK_FORMAT, checksum } from './block.ts';
import { instantAt, readCopy } from './copy.ts';
import { KeptDamaged } from './listed.ts';
import type { Stretch } from './stretch.ts';

export type BlockTable = 'chronicle_blocks' | 'chronicle_kept';

/** A row of either table, whole. */
export interface StoredBlock {
  readonly table: BlockTable;
  readonly id: number;
  readonly start: number;
  readonly data: Uint8Array;
  readonly totals: Uint8Array;
  /** False where it doesn't match its checksum, or is of another format. */
  readonly sound: boolean;
}

/** How many are read at once: what they hold is in memory as long. */
export const AT_ONCE = 16;

/** Blocks that touch some time, a few at a time, in the transaction of whoever holds the lock. */
export async function* storedBlocks(
  db: Database,
  client: pg.PoolClient,
  table: BlockTable,
  during: Stretch | null = null,
): AsyncGenerator<StoredBlock[]> {
  const { rows } = await client.query<{ id: number }>(
    `select id from ${db.s}.${table}
     where $1::timestamptz is null or (end_at > $1 and start_at < $2::timestamptz) order by start_at, id`,
    during ? [new Date(during.start).toISOString(), new Date(during.end).toISOString()] : [null, null],
  );
  for (let i = 0; i < rows.length; i += AT_ONCE)
    yield await readStored(
      db,
      client,
      table,
      rows.slice(i, i + AT_ONCE).map(({ id }) => id),
    );
}

/** Rows of a table, whole: those that are still there. */
export async function readStored(
  db: Database,
  client: pg.PoolClient,
  table: BlockTable,
  ids: readonly number[],
): Promise<StoredBlock[]> {
  const found: StoredBlock[] = [];
  if (ids.length === 0) return found;
  await readCopy(
    client,
    `select id, start_at, data, totals, data_sum, totals_sum from ${db.s}.${table} where id in (${ids.join(', ')})`,
    6,
    ({ bytes, starts: from, ends: to }) => {
      const [data, totals] = [2, 3].map((f) => Uint8Array.from(bytes.subarray(from[f], to[f]))) as [
        Uint8Array,
        Uint8Array,
      ];
      const sound =
        checksum(data) === bytes.readInt32BE(from[4]) &&
        checksum(totals) === bytes.readInt32BE(from[5]) &&
        data[0] === BLOCK_FORMAT;
      const id = Number(bytes.readBigInt64BE(from[0]));
      found.push({ table, id, start: instantAt(bytes, from[1]!), data, totals, sound });
    },
  );
  return found;
}

/**
 * Leaves out what is damaged: a block is deleted, and built again from the log; what is kept can't be.
 *
 * @throws KeptDamaged
 */
export async function withoutDamaged(
  db: Database,
  client: pg.PoolClient,
  blocks: readonly StoredBlock[],
): Promise<StoredBlock[]> {
  const damaged = blocks.filter(({ sound }) => !sound);
  const kept = damaged.find(({ table }) => table === 'chronicle_kept');
  if (kept) throw new KeptDamaged(kept.id);
  if (damaged.length > 0)
    await client.query(`delete from ${db.s}.chronicle_blocks where id = any($1::bigint[])`, [
      damaged.map(({ id }) => id),
    ]);
  return blocks.filter(({ sound }) => sound);
}

export interface Rewritten {
  readonly id: number;
  /** What of it changes. */
  readonly totals?: Uint8Array;
  readonly data?: Uint8Array;
}

/** Writes rows anew; every process reads them anew too. */
export async function writeBlocks(
  db: Database,
  client: pg.PoolClient,
  table: BlockTable,
  rows: readonly Rewritten[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `update ${db.s}.${table} t set version = t.version + 1,
       totals = coalesce(i.totals, t.totals), totals_sum = coalesce(i.totals_sum, t.totals_sum),
       data = coalesce(i.data, t.data), data_sum = coalesce(i.data_sum, t.data_sum)
     from unnest($1::bigint[], $2::bytea[], $3::int[], $4::bytea[], $5::int[]) as i(id, totals, totals_sum, data, data_sum)
     where t.id = i.id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ totals }) => totals ?? null),
      rows.map(({ totals }) => (totals ? checksum(totals) : null)),
      rows.map(({ data }) => data ?? null),
      rows.map(({ data }) => (data ? checksum(data) : null)),
    ],
  );
}
