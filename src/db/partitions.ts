import type pg from 'pg';
import type { Database, Queryable } from './connect.ts';
import { DatabaseRefusal } from './refusal.ts';

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

/** The function that makes a month's partition, as `has_function_privilege` takes it. */
export const monthMaker = (s: string) => `${s}.make_log_month(text)`;

/**
 * Makes that function. It runs with the rights of whoever installed it, so that a role which may only read
 * and write rows never stands before a month without a partition. A new one is built beside the table and
 * attached, which doesn't block writers, and whoever was granted something on the log has it there too.
 */
export async function installMonthMaker(db: Database, client: pg.PoolClient): Promise<void> {
  const log = `${db.s}.user_activity_logs`;
  await client.query(`
create or replace function ${db.s}.make_log_month(month text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set datestyle = 'ISO' as $$
declare
  part text := '${db.s}."user_activity_logs_' || replace(month, '-', '_') || '"';
  held record;
begin
  if month !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then raise exception '% is no month', month; end if;
  perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
  execute 'create table ' || part || ' (like ${log} including all)';
  execute format('alter table ${log} attach partition ' || part || ' for values from (%L) to (%L)',
    month || '-01T00:00:00Z', ((month || '-01')::date + interval '1 month')::date || 'T00:00:00Z');
  for held in select a.privilege_type as may, case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as who
    from pg_class c, aclexplode(c.relacl) a where c.oid = '${log}'::regclass and a.grantee <> c.relowner
  loop
    execute format('grant %s on ' || part || ' to ' || held.who, held.may);
  end loop;
end $$`);
  await client.query(`revoke all on function ${monthMaker(db.s)} from public`);
}

/** Whether this role can make what will be missing. */
export async function mayMakeMonths(db: Database, client: Queryable = db.pool): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean | null }>(
    `select has_function_privilege(to_regprocedure($1), 'execute') as may`,
    [monthMaker(db.s)],
  );
  return rows[0]!.may === true;
}

/**
 * Makes the log's missing partitions, inside the caller's transaction.
 *
 * @param months as `2026-03`
 * @throws DatabaseRefusal where one is missing and this role may not make it
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
    if (!(await mayMakeMonths(db, client)))
      throw new DatabaseRefusal(
        'rights',
        `the log has no partition for ${month}, and this role may not make one`,
        letMakeMonths(db.s),
      );
    await client.query(`select ${db.s}.make_log_month($1)`, [month]);
    made.push(month);
  }
  return made;
}

/** What to do for a role that may not. */
export const letMakeMonths = (s: string): string =>
  `let the role make them, as the owner of the schema: grant execute on function ${monthMaker(s)} to …`;

/** Months that have a partition, oldest first. */
export async function existingMonths(db: Database, client: Queryable = db.pool): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = to_regclass($1) order by 1`,
    [`${db.s}.user_activity_logs`],
  );
  return rows.map((row) => row.name.slice(-7).replace('_', '-'));
}
