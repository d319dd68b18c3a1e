import type pg from 'pg';
import { addMonths, monthOf } from '../../src/db/partitions.ts';
import type { Lab } from './bed.ts';

const YEAR = 365 * 86_400_000;
const LOG = 'analytics.user_activity_logs';

/**
 * Copies a year's log into the years before it, a month a commit, as partitions of the same making; ids differ,
 * users are the same. Counters and blocks don't know of it yet.
 *
 * @param end where the year ends, milliseconds since 1970
 * @param years how many there are to be, this one included
 */
export async function lengthen(lab: Lab, end: number, years: number): Promise<void> {
  const client = await lab.db.pool.connect();
  try {
    await client.query(`set timezone = 'UTC'; set statement_timeout = 0; set maintenance_work_mem = '512MB'`);
    await client.query(
      `update analytics.users set first_seen_at = first_seen_at - interval '${(years - 1) * 365} days'`,
    );
    const first = end - years * YEAR;
    for (let month = monthOf(first); month <= monthOf(end - YEAR); month = addMonths(month, 1))
      await copyMonth(client, month, end, years);
  } finally {
    client.release(true);
  }
}

async function copyMonth(client: pg.PoolClient, month: string, end: number, years: number): Promise<void> {
  const part = `${LOG}_${month.replace('-', '_')}`;
  const [from, to] = [month, addMonths(month, 1)].map((m) => Date.parse(`${m}-01T00:00:00Z`)) as [
    number,
    number,
  ];
  const { rows } = await client.query('select to_regclass($1) as there', [part]);
  const there = rows[0].there !== null;
  const begun = Date.now();
  await client.query('begin');
  if (!there) await client.query(`create table ${part} (like ${LOG} including all excluding indexes)`);
  let n = 0;
  for (let back = years - 1; back >= 1; back--) {
    const shift = back * YEAR;
    const start = Math.max(from + shift, end - YEAR);
    const stop = Math.min(to + shift, end);
    if (start < stop) n += await copyStretch(client, part, { start, stop, back });
  }
  if (!there)
    await client.query(`alter table ${LOG} attach partition ${part}
      for values from ('${month}-01T00:00:00Z') to ('${addMonths(month, 1)}-01T00:00:00Z')`);
  await client.query('commit');
  await client.query(`vacuum (analyze) ${part}`);
  const rate = Math.round((n / (Date.now() - begun)) * 1000);
  console.error(`  ${month}: ${n.toLocaleString('en')} activities, ${rate.toLocaleString('en')} a second`);
}

/** Ids keep the part that tells where a row came from. */
async function copyStretch(
  client: pg.PoolClient,
  part: string,
  { start, stop, back }: { start: number; stop: number; back: number },
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into ${part} (created_at, event_id, user_id, action, feature, details, ip_address, user_agent, session_id, visit_id)
     select created_at - interval '${back * 365} days',
       overlay(md5(event_id::text || '${back}') placing left(event_id::text, 8) from 1)::uuid,
       user_id, action, feature, details, ip_address, user_agent, session_id, visit_id
     from ${LOG} where created_at >= '${new Date(start).toISOString()}' and created_at < '${new Date(stop).toISOString()}'`,
  );
  return rowCount ?? 0;
}
