import type pg from 'pg';
import type { Database } from './connect.ts';

/** `2026-03` of an instant, in UTC: the partition that holds it. */
export function monthOf(instant: Date | number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** The months that live activity can fall into: the horizon behind, two ahead. */
export function monthsAround(now: Date): string[] {
  return [-2, -1, 0, 1, 2].map((shift) => addMonths(monthOf(now), shift));
}

export function addMonths(month: string, shift: number): string {
  const [year, index] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, index - 1 + shift, 1)).toISOString().slice(0, 7);
}

const MONTH = /^\d{4}-\d{2}$/;
const LOCK = 7_262_102;

/**
 * Makes the log's missing partitions. A new one is built beside the table and attached, which does not
 * block writers. Runs inside the caller's transaction.
 *
 * @param months as `2026-03`
 */
export async function ensureMonths(
  db: Database,
  client: pg.PoolClient,
  months: Iterable<string>,
): Promise<string[]> {
  const made: string[] = [];
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
  for (const month of new Set(months)) {
    if (!MONTH.test(month)) throw new Error(`"${month}" is no month; a month reads 2026-03`);
    const name = `${db.s}."user_activity_logs_${month.replace('-', '_')}"`;
    const { rows } = await client.query('select to_regclass($1) as t', [name]);
    if (rows[0]?.t) continue;
    await client.query(`create table ${name} (like ${db.s}.user_activity_logs including all)`);
    await client.query(
      `alter table ${db.s}.user_activity_logs attach partition ${name}
       for values from ('${month}-01T00:00:00Z') to ('${addMonths(month, 1)}-01T00:00:00Z')`,
    );
    made.push(month);
  }
  return made;
}

/** Months that have a partition, oldest first. */
export async function existingMonths(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = to_regclass($1) order by 1`,
    [`${db.s}.user_activity_logs`],
  );
  return rows.map((row) => row.name.slice(-7).replace('_', '-'));
}
