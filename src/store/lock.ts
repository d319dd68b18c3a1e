import type pg from 'pg';
import { citusOf, demandSettled, hasCitus, ONE_SHARD_AFTER_ANOTHER } from '../db/citus.ts';
import { type Database, type Queryable, transaction } from '../db/connect.ts';
import { QUARTER } from '../db/milliseconds.ts';

/**
 * The order between writers and whoever changes what is derived: an empty table, of which only the locks matter.
 *
 * Every statement that makes log rows count refers to it `for key share`, and so holds a shared lock until its
 * commit. Whoever builds, merges, erases, retains or changes flags takes it exclusively, and reads the log in
 * the statements after: writers before it have ended and are seen, later ones see what it left.
 *
 * The snapshot has to come after the lock. `lock table` takes none, so this holds for either isolation, as long
 * as it is the first statement of the transaction.
 *
 * On Citus a snapshot holds on one node only, so that a report amid a removal would see rows neither in the log nor in
 * what is kept: there whoever removes waits for reports too.
 *
 * @param o.removes rows of the log go
 * @throws Unsettled on Citus, while a commit isn't on every node yet
 */
export async function lockChronicle(
  db: Database,
  client: Queryable,
  patience = '10s',
  o: { readonly removes?: boolean } = {},
): Promise<void> {
  await client.query(`set local lock_timeout = '${patience}'`);
  await client.query(`lock table ${db.s}.chronicle_lock in exclusive mode`);
  if (await hasCitus(client)) {
    if (o.removes) await client.query(`lock table ${db.s}.chronicle_lock in access exclusive mode`);
    await demandSettled(client);
  }
  await client.query('set local lock_timeout = 0');
}

/**
 * Begins a transaction that reads everything as one instant saw it. On Citus a snapshot is one node's, taken when it is
 * first read from: writers wait for as long as it takes to read from each.
 */
export async function beginSnapshot(db: Database, client: pg.PoolClient): Promise<void> {
  const begin = 'begin isolation level repeatable read read only';
  const citus = await citusOf(db, client);
  if (!citus?.spread.length) return void (await client.query(begin));
  await transaction(db, async (holder) => {
    await lockChronicle(db, holder, '60s');
    await client.query(begin);
    // So that there is one connection to each node, which keeps to the snapshot that it has taken.
    await client.query(ONE_SHARD_AFTER_ANOTHER);
    await client.query(`select count(*) from (select 1 from ${db.s}.user_activity_logs limit 1) any_of_each`);
  });
}

/** For the writing statement: true, and the shared lock is held. */
export const sharesLock = (s: string): string =>
  `(select count(*) from (select 1 from ${s}.chronicle_lock for key share) shared) = 0`;

/** Blocks begin and end on quarters of an hour, so that one instant of each is enough to find them. */
export function quartersOf(instants: Iterable<number>): number[] {
  const quarters = new Set<number>();
  for (const ms of instants) quarters.add(Math.floor(ms / QUARTER) * QUARTER);
  return [...quarters].sort((a, b) => a - b);
}

/**
 * Takes away the blocks that some instants fall into, as a data-modifying part of a statement. In the order of
 * time, as every writer does: two that touch the same ones never wait for each other.
 *
 * @param instants an expression of type timestamptz[]
 */
export const outdating = (s: string, instants: string): string => `
  delete from ${s}.chronicle_blocks where id in (
    select b.id from ${s}.chronicle_blocks b
    where b.id in (
      select f.id from unnest(${instants}) as i(at)
      cross join lateral (select c.id, c.end_at from ${s}.chronicle_blocks c
        where c.start_at <= i.at order by c.start_at desc limit 1) f
      where f.end_at > i.at)
    order by b.start_at for update)
`;
