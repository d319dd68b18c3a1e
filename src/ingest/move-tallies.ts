import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { keptAs, registeredValues } from '../db/breakdown-values.ts';
import type { Database } from '../db/connect.ts';
import { dayFinder } from '../db/days.ts';
import { readMeta } from '../db/meta.ts';
import type { Activity } from './activity.ts';
import { createActivityOf, LOG_COLUMNS, type LogRow } from './log-row.ts';
import { createTally, type RollupTally } from './tally.ts';

const PAGE = 10_000;

/**
 * Moves what users have counted so far from one side of `internal` to the other: their log is counted by
 * the code that counted it first. Runs in a transaction that has moved the write guard's epoch.
 */
export async function moveTallies(
  db: Database,
  client: pg.PoolClient,
  userIds: readonly string[],
  toInternal: boolean,
  catalogue: CatalogueInput,
): Promise<void> {
  const zone = String(await readMeta(db, 'timezone', client));
  const kept = keptAs(await registeredValues(db, client));
  const tally = createTally(catalogue, zone);
  const days = new Set(await signalDays(db, client, userIds, zone));
  for await (const activities of countedLog(db, client, userIds, catalogue)) {
    const { rollups, days: touched } = tally(activities, {
      isInternal: () => toInternal,
      keptAs: kept,
    });
    for (const each of touched) days.add(each.day);
    await add(db, client, rollups, !toInternal, -1);
    await add(db, client, rollups, toInternal, 1);
  }
  await client.query(`delete from ${db.s}.segment_days where day = any($1::date[])`, [[...days]]);
}

/** The users' log rows in pages, without those that still wait to be counted. */
export async function* countedLog(
  db: Database,
  client: pg.PoolClient,
  userIds: readonly string[],
  catalogue: CatalogueInput,
): AsyncGenerator<Activity[]> {
  const activityOf = createActivityOf(catalogue);
  let after: [string, Date | string, string] = ['', '-infinity', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { rows } = await client.query<LogRow>(
      `select ${LOG_COLUMNS}
       from ${db.s}.user_activity_logs l
       where l.user_id = any($1::text[]) and (l.user_id, l.created_at, l.event_id) > ($2, $3::timestamptz, $4::uuid)
         and not exists (select from ${db.s}.activity_pending p
           where p.user_id = l.user_id and p.created_at = l.created_at and p.event_id = l.event_id)
       order by l.user_id, l.created_at, l.event_id limit $5`,
      [userIds, ...after, PAGE],
    );
    if (rows.length > 0) yield rows.map(activityOf);
    if (rows.length < PAGE) return;
    const last = rows.at(-1)!;
    after = [last.user_id, last.created_at, last.event_id];
  }
}

/** Adds (or takes away) counts. Rows of all writers become one, and none is left at zero. */
async function add(
  db: Database,
  client: pg.PoolClient,
  rollups: readonly RollupTally[],
  internal: boolean,
  sign: 1 | -1,
): Promise<void> {
  const column = <T>(pick: (rollup: RollupTally) => T) => rollups.map(pick);
  const keys = [
    column((r) => r.grain),
    column((r) => new Date(r.bucket)),
    column((r) => r.action),
    column((r) => r.breakdown),
    column((r) => r.value),
  ];
  const input = 'unnest($1::smallint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[]';
  const { rows } = await client.query<{ i: number; n: number }>(
    `with input as materialized (
       select * from ${input}) with ordinality as i(grain, bucket, action, breakdown, value, i)
     ), gone as (
       delete from ${db.s}.activity_rollups t using input i
       where t.grain = i.grain and t.bucket = i.bucket and t.action = i.action
         and t.breakdown = i.breakdown and t.value = i.value and t.internal = $6
       returning i.i, t.n
     )
     select i::int as i, sum(n)::bigint as n from gone group by i`,
    [...keys, internal],
  );
  const before = new Map(rows.map((row) => [row.i - 1, row.n]));
  await client.query(
    `insert into ${db.s}.activity_rollups (grain, bucket, action, breakdown, value, n, internal, writer)
     select *, $7, 0 from ${input}, $6::bigint[]) as i(grain, bucket, action, breakdown, value, n) where n <> 0`,
    [...keys, rollups.map((r, i) => (before.get(i) ?? 0) + sign * r.n), internal],
  );
}

/** Days on which these users have signals: segments hold those too. */
async function signalDays(
  db: Database,
  client: pg.PoolClient,
  userIds: readonly string[],
  zone: string,
): Promise<string[]> {
  const { rows } = await client.query<{ hour: Date }>(
    `select distinct hour from ${db.s}.user_signals where user_id = any($1::text[])`,
    [userIds],
  );
  const find = dayFinder(zone);
  return rows.map((row) => find(row.hour.getTime()).day);
}
