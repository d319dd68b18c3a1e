import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { ERASED, ERASED_INTERNAL } from '../db/erased.ts';
import { failureOf } from '../db/failures.ts';
import { atLeisure, takeTime } from '../db/silence.ts';
import { decodeBlock, openBlock } from './block.ts';
import { dropUsers } from './drop-users.ts';
import { BUDGET } from './encode.ts';
import { decoded, visitRows } from './lane.ts';
import { lockChronicle } from './lock.ts';
import {
  AT_ONCE,
  type BlockTable,
  type Rewritten,
  readStored,
  type StoredBlock,
  withoutDamaged,
  writeBlocks,
} from './rewrite.ts';
import type { Rows } from './rows.ts';
import { storeOf } from './store.ts';

/**
 * Takes erased users' numbers out of the bytes of blocks, and puts nobody's in their place in what is kept. Until
 * it has run, reports pass these numbers over. Safe to run at any time, and to be killed or held off by others: the
 * next one goes on.
 *
 * @returns how many rows of both were written anew
 * @throws KeptDamaged; the numbers stay in mind then, so that nobody takes them for a person's
 */
export async function sweepErased(db: Database): Promise<number> {
  const erased = await erasedNumbers(db);
  if (erased.size === 0) return 0;
  const blocks = await sweepTable(db, 'chronicle_blocks', erased);
  const kept = await sweepTable(db, 'chronicle_kept', erased);
  if (blocks.whole && kept.whole)
    await db.pool.query(`delete from ${db.s}.erased_numbers where no = any($1::int[])`, [[...erased.keys()]]);
  return blocks.written + kept.written;
}

async function erasedNumbers(db: Database): Promise<Map<number, boolean>> {
  const { rows } = await db.pool.query<{ no: number; internal: boolean }>(
    `select no, internal from ${db.s}.erased_numbers`,
  );
  return new Map(rows.map(({ no, internal }) => [no, internal]));
}

interface Swept {
  readonly written: number;
  /** False where somebody else held the lock for too long. */
  readonly whole: boolean;
}

/**
 * A few rows at a time, so that writers never wait for long. Rows that come meanwhile are made of the log, which has
 * nothing of these users any more.
 */
async function sweepTable(
  db: Database,
  table: BlockTable,
  erased: ReadonlyMap<number, boolean>,
): Promise<Swept> {
  const { rows } = await db.pool.query<{ id: number }>(
    `select id from ${db.s}.${table} order by start_at, id`,
  );
  let [written, whole] = [0, true];
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const ids = rows.slice(i, i + AT_ONCE).map(({ id }) => id);
    // Most hold none of them, which takes no lock to see.
    const looked = await atLeisure(db, (client) => readStored(db, client, table, ids));
    const holding = looked.filter((block) => !block.sound || holds(block, erased));
    if (holding.length === 0) continue;
    const swept = await transaction(db, async (client) => {
      takeTime(client, 10);
      await lockChronicle(db, client);
      return sweepSome(db, client, table, erased, holding);
    }).catch((error: unknown): Swept => {
      if (failureOf(error).kind === 'conflict') return { written: 0, whole: false };
      throw error;
    });
    written += swept.written;
    whole &&= swept.whole;
  }
  return { written, whole };
}

async function sweepSome(
  db: Database,
  client: pg.PoolClient,
  table: BlockTable,
  erased: ReadonlyMap<number, boolean>,
  holding: readonly StoredBlock[],
): Promise<Swept> {
  const some = await readStored(
    db,
    client,
    table,
    holding.map(({ id }) => id),
  );
  const markers = await markersIn(db, client);
  const rows: Rewritten[] = [];
  for (const block of await withoutDamaged(db, client, some)) {
    if (!holds(block, erased)) continue;
    // Its totals have been right since the erasure.
    const data =
      table === 'chronicle_blocks'
        ? dropUsers(block.data, (no) => erased.has(no))
        : await renumbered(db, block, (no) => (erased.has(no) ? markers[erased.get(no) ? 1 : 0] : no));
    rows.push({ id: block.id, data });
  }
  await writeBlocks(db, client, table, rows);
  return { written: rows.length, whole: true };
}

/** Under nobody's number, where there may be more of the same: all of it is encoded anew. */
async function renumbered(db: Database, block: StoredBlock, numberOf: (no: number) => number) {
  const { activities, signals } = decodeBlock(block.data, block.start);
  const under = (rows: Rows): Rows => ({ ...rows, users: rows.users.map(numberOf) });
  const input = { activities: under(activities), signals: under(signals), mask: NO_MASK, start: block.start };
  return (await storeOf(db).walker.encode(input, { budget: BUDGET })).data;
}

const NO_MASK = new Uint8Array(0);

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
