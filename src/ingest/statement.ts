import { createHash } from 'node:crypto';
import type { CatalogueInput } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import type { Activity } from './activity.ts';
import * as binary from './binary.ts';
import type { Tally } from './tally.ts';

/** Where the log rows come from: new ones, or ones that a host's transaction wrote already. */
export type WriteMode = 'write' | 'fold';

export interface Batch {
  readonly activities: readonly Activity[];
  readonly tally: Tally;
  /** Users to insert, or whose first activity moves back: `[id, milliseconds]`, by id. */
  readonly newUsers: readonly (readonly [string, number])[];
  /** Finished days whose segments this batch outdates. */
  readonly touchedDays: readonly string[];
  /** The guard's epoch under which user flags were read. */
  readonly epoch: number;
  readonly writer: number;
}

/** SQLSTATE by which the statement refuses: a key was there already, or user flags changed meanwhile. */
export const REFUSED = '22012';

/**
 * The one statement that writes activity: log, counters, days, rollups, or nothing at all.
 *
 * TRICKY: tallies are made before the insert, of rows believed new. The last line divides by zero
 * unless every row was inserted by this statement and the guard still has the epoch; then the whole
 * statement is undone, the caller sorts out the duplicates and asks again. So counters move only with
 * rows that were new, in one commit and one round trip.
 */
export function createStatement(s: string, c: CatalogueInput, mode: WriteMode) {
  const stats = statsColumns(c).map(({ column }) => `"${column}"`);
  const daily = dailyColumns(c).map(({ column }) => `"${column}"`);
  let next = 0;
  const p = (type: string) => `$${++next}::${type}[]`;
  const scalar = (type: string) => `$${++next}::${type}`;
  const names = (prefix: string, columns: readonly string[]) =>
    columns.map((_, i) => `${prefix}${i}`).join(', ');

  const log =
    mode === 'write'
      ? `insert into ${s}.user_activity_logs
           (user_id, created_at, event_id, action, feature, details, ip_address, user_agent, session_id, visit_id)
         select * from unnest(${p('text')}, ${p('timestamptz')}, ${p('uuid')}, ${p('text')}, ${p('text')},
           ${p('jsonb')}, ${p('text')}, ${p('text')}, ${p('text')}, ${p('text')})
         on conflict do nothing returning 1`
      : `delete from ${s}.activity_pending p
         using unnest(${p('text')}, ${p('timestamptz')}, ${p('uuid')}) as i(user_id, created_at, event_id)
         where (p.user_id, p.created_at, p.event_id) = (i.user_id, i.created_at, i.event_id) returning 1`;

  const text = `
with guard as materialized (
  select 1 from ${s}.write_guard where id = 1 and epoch = ${scalar('bigint')} for share
), people as (
  insert into ${s}.users as t (id, first_seen_at)
  select * from unnest(${p('text')}, ${p('timestamptz')})
  on conflict (id) do update set first_seen_at = least(t.first_seen_at, excluded.first_seen_at)
), log as (
  ${log}
), stats as (
  insert into ${s}.user_usage_stats as t (user_id, first_activity_at, last_activity_at, ${stats.join(', ')})
  select id, f, l, ${stats.map((_, i) => `coalesce(c${i}, 0)`).join(', ')}
  from unnest(${p('text')}, ${p('timestamptz')}, ${p('timestamptz')}, ${stats.map(() => p('int')).join(', ')})
    as i(id, f, l, ${names('c', stats)})
  on conflict (user_id) do update set
    first_activity_at = least(t.first_activity_at, excluded.first_activity_at),
    last_activity_at = greatest(t.last_activity_at, excluded.last_activity_at),
    updated_at = excluded.updated_at,
    ${stats.map((column) => `${column} = t.${column} + excluded.${column}`).join(', ')}
), days as (
  insert into ${s}.user_daily_stats as t (day, user_id, activities, ${daily.join(', ')})
  select * from unnest(${p('date')}, ${p('text')}, ${p('int')}, ${daily.map(() => p('int')).join(', ')})
  on conflict (day, user_id) do update set
    activities = t.activities + excluded.activities,
    ${daily.map((x) => `${x} = coalesce(t.${x} + excluded.${x}, t.${x}, excluded.${x})`).join(', ')}
), vals as (
  insert into ${s}.user_daily_values as t (day, user_id, action, breakdown, value, n)
  select * from unnest(${p('date')}, ${p('text')}, ${p('text')}, ${p('text')}, ${p('text')}, ${p('int')})
  on conflict (day, user_id, action, breakdown, value) do update set n = t.n + excluded.n
), totals as (
  insert into ${s}.activity_rollups as t (grain, bucket, action, breakdown, value, internal, n, writer)
  select g, b, a, d, v, i, n, ${scalar('smallint')}
  from unnest(${p('int')}, ${p('timestamptz')}, ${p('text')}, ${p('text')}, ${p('text')}, ${p('bool')}, ${p('int8')})
    as r(g, b, a, d, v, i, n)
  on conflict (grain, action, breakdown, bucket, value, internal, writer) do update set n = t.n + excluded.n
), late as (
  delete from ${s}.segment_days where day = any(${p('date')})
)
select 1 / ((select count(*) from log) = ${scalar('bigint')} and exists (select from guard))::int as ok`;

  const name = `joip_${mode}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  return (batch: Batch) => ({ name, text, values: valuesOf(batch, mode) });
}

export type WriteStatement = ReturnType<typeof createStatement>;

/** The parameters, in the order in which the text asks for them. */
function valuesOf(batch: Batch, mode: WriteMode): unknown[] {
  const { activities: a, tally } = batch;
  const log = [
    binary.texts(a.map((x) => x.userId)),
    binary.timestamps(a.map((x) => x.createdAt)),
    binary.uuids(a.map((x) => x.eventId)),
  ];
  if (mode === 'write')
    log.push(
      binary.texts(a.map((x) => x.action)),
      binary.texts(a.map((x) => x.feature)),
      binary.jsons(a.map((x) => x.details)),
      binary.texts(a.map((x) => x.ipAddress)),
      binary.texts(a.map((x) => x.userAgent)),
      binary.texts(a.map((x) => x.sessionId)),
      binary.texts(a.map((x) => x.visitId)),
    );
  const { users, days, values, rollups } = tally;
  // The text names the log's parameters first: its CTE is composed before the rest.
  return [
    ...log,
    batch.epoch,
    binary.texts(batch.newUsers.map(([id]) => id)),
    binary.timestamps(batch.newUsers.map(([, ms]) => ms)),
    binary.texts(users.map((u) => u.userId)),
    binary.timestamps(users.map((u) => u.first)),
    binary.timestamps(users.map((u) => u.last)),
    ...columns(users),
    binary.dates(days.map((d) => d.day)),
    binary.texts(days.map((d) => d.userId)),
    binary.sparseInts(Int32Array.from(days, (d) => d.activities)),
    ...columns(days),
    binary.dates(values.map((v) => v.day)),
    binary.texts(values.map((v) => v.userId)),
    binary.texts(values.map((v) => v.action)),
    binary.texts(values.map((v) => v.breakdown)),
    binary.texts(values.map((v) => v.value)),
    binary.sparseInts(Int32Array.from(values, (v) => v.n)),
    batch.writer,
    binary.sparseInts(Int32Array.from(rollups, (r) => r.grain)),
    binary.timestamps(rollups.map((r) => r.bucket)),
    binary.texts(rollups.map((r) => r.action)),
    binary.texts(rollups.map((r) => r.breakdown)),
    binary.texts(rollups.map((r) => r.value)),
    binary.bools(rollups.map((r) => r.internal)),
    binary.int8s(rollups.map((r) => r.n)),
    binary.dates(batch.touchedDays),
    a.length,
  ];
}

/** Rows of counts to one array a column. Never called without rows: a batch has a user and a day. */
function columns(rows: readonly { counts: Int32Array }[]): Buffer[] {
  const width = rows[0]!.counts.length;
  return Array.from({ length: width }, (_, i) =>
    binary.sparseInts(Int32Array.from(rows, (row) => row.counts[i]!)),
  );
}
