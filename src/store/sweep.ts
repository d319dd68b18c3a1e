import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { ERASED, ERASED_INTERNAL } from '../db/erased.ts';
import { takeTime } from '../db/silence.ts';
import { decodeBlock, encodeBlock, openBlock } from './block.ts';
import { decoded, visitRows } from './lane.ts';
import { lockChronicle } from './lock.ts';
import {
  type BlockTable,
  type Rewritten,
  type StoredBlock,
  storedBlocks,
  withoutDamaged,
  writeBlocks,
} from './rewrite.ts';
import { type Rows, RowsBuilder } from './rows.ts';

/**
 * Takes erased users' numbers out of the bytes of blocks, and puts nobody's in their place in what is kept. Until
 * it has run, reports pass these numbers over.
 *
 * @returns how many rows of both were written anew
 */
export async function sweepErased(db: Database): Promise<number> {
  const erased = await erasedNumbers(db);
  if (erased.size === 0) return 0;
  let written = 0;
  for (const table of ['chronicle_blocks', 'chronicle_kept'] as const)
    written += await transaction(db, async (client) => {
      takeTime(client, 10);
      await lockChronicle(db, client);
      return sweepTable(db, client, table, erased);
    });
  await db.pool.query(`delete from ${db.s}.erased_numbers where no = any($1::int[])`, [[...erased.keys()]]);
  return written;
}

async function erasedNumbers(db: Database): Promise<Map<number, boolean>> {
  const { rows } = await db.pool.query<{ no: number; internal: boolean }>(
    `select no, internal from ${db.s}.erased_numbers`,
  );
  return new Map(rows.map(({ no, internal }) => [no, internal]));
}

async function sweepTable(
  db: Database,
  client: pg.PoolClient,
  table: BlockTable,
  erased: ReadonlyMap<number, boolean>,
): Promise<number> {
  const markers = await markersIn(db, client);
  let written = 0;
  for await (const some of storedBlocks(db, client, table)) {
    const rows: Rewritten[] = (await withoutDamaged(db, client, some))
      .filter((block) => holds(block, erased))
      .map((block) => {
        const { activities, signals } = decodeBlock(block.data, block.start);
        const without = (rows: Rows) =>
          renumbered(rows, (no) => {
            const internal = erased.get(no);
            if (internal === undefined) return no;
            return table === 'chronicle_kept' ? markers[internal ? 1 : 0] : null;
          });
        const input = { start: block.start, activities: without(activities), signals: without(signals) };
        // Its totals have been right since the erasure.
        const { data } = encodeBlock(input, () => false);
        return { id: block.id, data };
      });
    await writeBlocks(db, client, table, rows);
    written += rows.length;
  }
  return written;
}

/** Numbers of the accounts that stand for nobody: external, internal. */
async function markersIn(db: Database, client: pg.PoolClient): Promise<[number, number]> {
  const { rows } = await client.query<{ id: string; no: number }>(
    `select id, user_no as no from ${db.s}.users where id = any($1::text[])`,
    [[ERASED, ERASED_INTERNAL]],
  );
  const of = (id: string) => rows.find((row) => row.id === id)?.no ?? 0;
  return [of(ERASED), of(ERASED_INTERNAL)];
}

function holds(block: StoredBlock, erased: ReadonlyMap<number, boolean>): boolean {
  const { activities, signals } = openBlock(block.data);
  let found = false;
  const look = (no: number) => {
    found ||= erased.has(no);
    return false;
  };
  for (const lane of [activities, signals]) visitRows(lane, block.start, look, decoded(), () => {});
  return found;
}

/** Null leaves a row out. */
function renumbered(rows: Rows, number: (no: number) => number | null): Rows {
  const builder = new RowsBuilder();
  for (let i = 0; i < rows.length; i++) {
    const no = number(rows.users[i]!);
    if (no !== null) builder.add(no, rows.at[i]!, rows.kinds[i]!, rows.counts ? rows.counts[i]! : 1);
  }
  return builder.done();
}
