import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { dayFinder } from '../db/days.ts';

/**
 * Makes `recount_quarters`: every quarter of an hour that the log, the signals or erased users touch, with its day. The
 * calendar is asked here, not in SQL, since that is where ingest asked it: time zone data may differ.
 *
 * @param of the condition on a row that limits the recount to some users
 */
export async function loadDays(
  db: Database,
  client: pg.PoolClient,
  zone: string,
  of: (row: string) => string,
): Promise<void> {
  const { rows } = await client.query<{ ms: number }>(`
select extract(epoch from q) * 1000 as ms from (
  select date_bin('15 minutes', l.created_at, timestamptz '1970-01-01 00:00:00+00') as q
  from ${db.s}.user_activity_logs l where ${of('l')} group by 1
  union
  select s.hour from ${db.s}.user_signals s where ${of('s')} group by 1
  union
  select e.bucket from ${db.s}.archived_rollups e group by 1) x`);
  const find = dayFinder(zone);
  const days = rows.map(({ ms }) => ({ ms, ...find(ms) }));
  await client.query(
    'create temp table recount_quarters (quarter timestamptz primary key, day date, day_start timestamptz) on commit drop',
  );
  await client.query(
    'insert into recount_quarters select * from unnest($1::timestamptz[], $2::date[], $3::timestamptz[])',
    [
      days.map((x) => new Date(x.ms).toISOString()),
      days.map((x) => x.day),
      days.map((x) => new Date(x.start).toISOString()),
    ],
  );
  await client.query('analyze recount_quarters');
}
