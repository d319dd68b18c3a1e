import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { lockArchive } from '../db/archived.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { createArchiver, type GoneGroup, type GoneSignal, groupColumns } from './archive-counts.ts';
import { type Due, dueParameters, isDue, tableOf } from './retention-due.ts';

/** How long an exclusive lock on one month's table is waited for; writers and reports of that month wait as long. */
const LOCK_TIMEOUT = '3s';
const PAGE = 10_000;

/**
 * Empties a month that is due as a whole: folds it into the archive and truncates it, in one transaction.
 *
 * @returns rows removed; null where something else came in, a report holds the table, or the role may not
 *   truncate: chunks are left then
 */
export async function removeMonth(
  db: Database,
  c: CatalogueInput,
  month: string,
  due: Due,
): Promise<number | null> {
  const table = tableOf(db, month);
  try {
    return await transaction(db, async (client) => {
      await lockArchive(client);
      await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
      await client.query(`lock table ${table} in share row exclusive mode`);
      const { rows } = await client.query(
        `select has_table_privilege($3, 'truncate')
           and not exists (select from ${table} l where not ${isDue(1)}) as whole`,
        [...dueParameters(due), table],
      );
      if (!rows[0].whole) return null;
      const removed = await foldMonth(db, client, c, table);
      await client.query(`truncate ${table}`);
      return removed;
    });
  } catch (error) {
    if (isBusy(error)) return null;
    throw error;
  }
}

async function foldMonth(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  table: string,
): Promise<number> {
  const archive = await createArchiver(db, client, c);
  const columns = groupColumns(c);
  await client.query(
    `declare due_groups no scroll cursor for
     select ${columns.join(', ')}, count(*) as n, min(l.created_at) as first, max(l.created_at) as last
     from ${table} l group by ${columns.map((_, i) => i + 1).join(', ')}`,
  );
  let removed = 0;
  for (;;) {
    const { rows } = await client.query<GoneGroup>(`fetch ${PAGE} from due_groups`);
    await archive.addGroups(rows);
    removed += rows.reduce((sum, { n }) => sum + n, 0);
    if (rows.length < PAGE) break;
  }
  await client.query('close due_groups');
  return removed;
}

/** Removes and folds up to `limit` due rows of a month, in one transaction. 0: none is left. */
export function removeChunk(
  db: Database,
  c: CatalogueInput,
  month: string,
  due: Due,
  limit: number,
): Promise<number> {
  const table = tableOf(db, month);
  const columns = groupColumns(c);
  return transaction(db, async (client) => {
    await lockArchive(client);
    const { rows } = await client.query<GoneGroup>(
      `with due as (
         select l.user_id, l.created_at, l.event_id from ${table} l
         where ${isDue(1)} and not exists (select from ${db.s}.activity_pending p
           where p.user_id = l.user_id and p.created_at = l.created_at and p.event_id = l.event_id)
         limit $3
       ), l as (
         delete from ${table} t using due
         where t.user_id = due.user_id and t.created_at = due.created_at and t.event_id = due.event_id
         returning t.*
       )
       select ${columns.join(', ')}, count(*) as n, min(l.created_at) as first, max(l.created_at) as last
       from l group by ${columns.map((_, i) => i + 1).join(', ')}`,
      [...dueParameters(due), limit],
    );
    await (await createArchiver(db, client, c)).addGroups(rows);
    return rows.reduce((sum, { n }) => sum + n, 0);
  });
}

/** Likewise for signals. */
export function removeSignals(db: Database, c: CatalogueInput, signals: Due, limit: number): Promise<number> {
  return transaction(db, async (client) => {
    await lockArchive(client);
    const { rows } = await client.query<GoneSignal & { rows: number }>(
      `with due as (
         select s.user_id, s.hour, s.signal, s.writer, s.sequence from ${db.s}.user_signals s
         join unnest($1::text[], $2::timestamptz[]) as d(signal, before)
           on d.signal = s.signal and s.hour < d.before
         limit $3
       ), gone as (
         delete from ${db.s}.user_signals t using due
         where (t.user_id, t.hour, t.signal, t.writer, t.sequence)
           = (due.user_id, due.hour, due.signal, due.writer, due.sequence)
         returning t.user_id, t.signal, t.n
       )
       select user_id, signal, sum(n) as n, count(*) as rows from gone group by 1, 2`,
      [...dueParameters(signals), limit],
    );
    await (await createArchiver(db, client, c)).addSignals(rows);
    return rows.reduce((sum, each) => sum + each.rows, 0);
  });
}

/**
 * Drops months that are empty. Needs the whole log's table for a moment, so it gives up at once where
 * somebody is at work there; the next run tries again. A role that does not own them leaves them.
 *
 * @returns the months dropped
 */
export async function dropEmpty(db: Database, months: readonly string[]): Promise<string[]> {
  const dropped: string[] = [];
  const { rows } = await db.pool.query<{ owner: boolean }>(
    `select pg_has_role(relowner, 'usage') as owner from pg_class where oid = $1::regclass`,
    [`${db.s}.user_activity_logs`],
  );
  if (!rows[0]!.owner) return dropped;
  for (const month of months) {
    try {
      const gone = await transaction(db, async (client) => {
        takeTime(client, 10);
        await client.query(`set local lock_timeout = '500ms'`);
        await client.query(`lock table ${db.s}.user_activity_logs in access exclusive mode`);
        const { rows } = await client.query(`select 1 from ${tableOf(db, month)} limit 1`);
        if (rows.length === 0) await client.query(`drop table ${tableOf(db, month)}`);
        return rows.length === 0;
      });
      if (gone) dropped.push(month);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
  return dropped;
}

/** Lock timeout, deadlock, or a table that another has dropped meanwhile. */
const isBusy = (error: unknown): boolean =>
  ['55P03', '40P01', '42P01'].includes(String((error as { code?: unknown } | null)?.code));
