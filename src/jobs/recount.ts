import type pg from 'pg';
import { type CatalogueInput, countingOf, termSql } from '../catalogue/index.ts';
import { dailyColumns, statsColumns } from '../db/columns.ts';
import type { Database } from '../db/connect.ts';
import { carryArchived } from './carry-archived.ts';
import { loadDays } from './recount-days.ts';
import { loadValues } from './recount-values.ts';

export interface RecountOptions {
  catalogue: CatalogueInput;
  /** Zone of per-user days. */
  zone: string;
  /** Registers breakdown values that are not known yet, as a write would. Needs a transaction that may write. */
  register?: boolean;
  /** Only these users; platform totals (`recounted_rollups`) then mean nothing. Default: everybody. */
  users?: readonly string[];
  /** Columns, as `table.column`, that are to be filled for the time that retention has removed too. */
  fill?: ReadonlySet<string>;
  onStep?: (step: string) => void;
}

const QUARTER = `date_bin('15 minutes', l.created_at, timestamptz '1970-01-01 00:00:00+00')`;

/**
 * Recounts the log, the signals and what was archived of them into temporary tables that live until the transaction ends:
 * `recounted_stats`, `recounted_days`, `recounted_values`, `recounted_rollups`, shaped like the tables
 * that ingest keeps. Rows that are pending are left out: they are not in those tables either.
 */
export async function recount(db: Database, client: pg.PoolClient, o: RecountOptions): Promise<void> {
  const step = o.onStep ?? (() => {});
  const breakdowns = Object.keys(o.catalogue.breakdowns);
  // Recounting sorts and hashes the whole log; the setting ends with the transaction.
  await client.query(`set local work_mem = '128MB'`);
  await client.query('create temp table recount_users (id text primary key) on commit drop');
  await client.query('insert into recount_users select unnest($1::text[])', [o.users ?? []]);
  const of = (row: string) => (o.users ? `${row}.user_id in (select id from recount_users)` : 'true');
  step('reading the days of the log');
  await loadDays(db, client, o.zone, of);
  step('reading the values of its breakdowns');
  await loadValues(db, client, o.catalogue, o.register ?? false, of('l'));
  step('counting by user and day');
  await client.query(userDays(db.s, breakdowns, of('l')));
  step('counting by quarter of an hour');
  await client.query(quarters(db.s, breakdowns, of('l')));
  step('adding up');
  await addUp(db, client, o.catalogue, breakdowns, of);
  await carryArchived(db, client, { catalogue: o.catalogue, zone: o.zone, of, fill: o.fill ?? new Set() });
}

const mapped = (breakdowns: string[]) =>
  breakdowns
    .map(
      (name, i) => `left join recount_values m${i}
         on m${i}.breakdown = '${name}' and m${i}.action = l.action and m${i}.raw = l.details -> '${name}'`,
    )
    .join('\n');

const folded = (s: string) => `not exists (
  select from ${s}.activity_pending p
  where p.user_id = l.user_id and p.created_at = l.created_at and p.event_id = l.event_id)`;

function userDays(s: string, breakdowns: string[], of: string): string {
  const keys = breakdowns.flatMap((_, i) => [`m${i}.folded as f${i}`, `m${i}.kept as v${i}`]);
  return `
create temp table recount_user_days on commit drop as
select l.user_id, q.day, l.action, ${keys.map((key) => `${key}, `).join('')}
  count(*)::int as n, min(l.created_at) as first, max(l.created_at) as last
from ${s}.user_activity_logs l
join recount_quarters q on q.quarter = ${QUARTER}
${mapped(breakdowns)}
where ${of} and ${folded(s)}
group by l.user_id, q.day, l.action${keys.map((_, i) => `, ${i + 4}`).join('')}`;
}

function quarters(s: string, breakdowns: string[], of: string): string {
  const keys = breakdowns.map((_, i) => `m${i}.kept as v${i}`);
  return `
create temp table recount_quarter_counts on commit drop as
select ${QUARTER} as quarter, l.action, u.internal, ${keys.map((key) => `${key}, `).join('')} count(*) as n
from ${s}.user_activity_logs l
join ${s}.users u on u.id = l.user_id
${mapped(breakdowns)}
where ${of} and ${folded(s)}
group by 1, 2, 3${keys.map((_, i) => `, ${i + 4}`).join('')}`;
}

async function addUp(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  breakdowns: string[],
  of: (row: string) => string,
) {
  const source = `(
    select user_id, day, action, null::text as signal, ${breakdowns.map((_, i) => `f${i}, `).join('')} n, first, last
    from recount_user_days
    union all
    select s.user_id, q.day, null, s.signal, ${breakdowns.map(() => 'null, ').join('')} s.n, null, null
    from ${db.s}.user_signals s join recount_quarters q on q.quarter = s.hour where ${of('s')}
    union all
    select b.user_id, null, nullif(b.action, ''), nullif(b.signal, ''),
      ${breakdowns.map((name) => `b.details ->> '${name}', `).join('')} b.n, b.first_at, b.last_at
    from ${db.s}.archived_counts b where ${of('b')}
  ) x`;
  const { counters } = countingOf(c);
  const counterSum = (name: string) => {
    const counted = termSql(counters.get(name)!, (breakdown) => `f${breakdowns.indexOf(breakdown)}`);
    return `sum(n) filter (where ${counted})::int`;
  };
  const stats = statsColumns(c).map((x) => `coalesce(${counterSum(x.counter)}, 0) as "${x.column}"`);
  await client.query(`
create temp table recounted_stats on commit drop as
select user_id, min(first) as first_activity_at, max(last) as last_activity_at, ${stats.join(', ')}
from ${source} group by user_id`);
  const days = dailyColumns(c).map((x) =>
    x.kind === 'action'
      ? `sum(n) filter (where action = '${x.name}')::int as "${x.column}"`
      : `${counterSum(x.name)} as "${x.column}"`,
  );
  await client.query(`
create temp table recounted_days on commit drop as
select day, user_id, coalesce(sum(n) filter (where signal is null), 0)::int as activities, ${days.join(', ')}
from ${source} where day is not null group by day, user_id`);
  await client.query(`
create temp table recounted_values on commit drop as
${[
  `select null::date as day, null::text as user_id, null::text as action, null::text as breakdown,
     null::text as value, 0 as n where false`,
  ...breakdowns.map(
    (name, i) => `select day, user_id, action, '${name}', v${i}, sum(n)::int
     from recount_user_days where v${i} is not null group by day, user_id, action, v${i}`,
  ),
].join('\nunion all\n')}`);
  await client.query(rollups(db.s, breakdowns));
  for (const table of ['stats', 'days', 'values', 'rollups'])
    await client.query(`analyze recounted_${table}`);
}

function rollups(s: string, breakdowns: string[]): string {
  const own = `select quarter, action, internal, '' as breakdown, '' as value, sum(n) as n
    from recount_quarter_counts group by 1, 2, 3`;
  const each = breakdowns.map(
    (name, i) => `select quarter, action, internal, '${name}', v${i}, sum(n)
    from recount_quarter_counts where v${i} is not null group by 1, 2, 3, 5`,
  );
  const erased = `select bucket, action, internal, breakdown, value, n from ${s}.archived_rollups where n > 0`;
  return `
create temp table recounted_rollups on commit drop as
select g.grain, g.bucket, c.action, c.breakdown, c.value, c.internal, sum(c.n)::bigint as n
from (${[own, ...each, erased].join('\nunion all\n')}) c
join recount_quarters q on q.quarter = c.quarter
cross join lateral (values (15::smallint, q.quarter),
  (60::smallint, date_bin('1 hour', q.quarter, timestamptz '1970-01-01 00:00:00+00')),
  (1440::smallint, q.day_start)) as g(grain, bucket)
group by 1, 2, 3, 4, 5, 6`;
}
