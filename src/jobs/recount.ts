import type pg from 'pg';
import { type CatalogueInput, countingOf, termSql } from '../catalogue/index.ts';
import { statsColumns } from '../db/columns.ts';
import type { Database } from '../db/connect.ts';
import { breakdownsSql, isCounted } from '../store/log-sql.ts';
import { loadValues, logKinds } from './log-kinds.ts';
import { loadKept } from './recount-kept.ts';

export interface RecountOptions {
  catalogue: CatalogueInput;
  /** Only these users. Default: everybody. */
  users?: readonly string[];
  onStep?: (step: string) => void;
}

/**
 * Recounts the log, the signals, what is kept of both and opening balances into a temporary table that lives until the transaction
 * ends: `recounted_stats`, shaped like the table that ingest keeps. Rows that are pending are left out: they are
 * not in that table either.
 *
 * @returns rows of `chronicle_kept` that are damaged; without them the recount tells too little
 */
export async function recount(db: Database, client: pg.PoolClient, o: RecountOptions): Promise<number[]> {
  const step = o.onStep ?? (() => {});
  // Recounting sorts and hashes the whole log; the setting ends with the transaction.
  await client.query(`set local work_mem = '128MB'`);
  const of = (row: string) => (o.users ? `${row}.user_id in (select id from recount_users)` : 'true');
  await countLog(db, client, o, of('l'));
  step('reading what is kept');
  const damaged = await loadKept(db, client, o.catalogue, of);
  step('adding up');
  await addUp(db, client, o.catalogue, of);
  return damaged;
}

/**
 * Makes `recount_log`: the counted rows of the log by user and kind.
 *
 * @param of the condition on a row `l` that limits it
 */
async function countLog(db: Database, client: pg.PoolClient, o: RecountOptions, of: string): Promise<void> {
  const step = o.onStep ?? (() => {});
  await client.query('create temp table recount_users (id text primary key) on commit drop');
  await client.query('insert into recount_users select unnest($1::text[])', [o.users ?? []]);
  step('reading the values of the log');
  await loadValues(client, o.catalogue, await logKinds(db, client, o.catalogue, of));
  step('counting the log by user');
  await client.query(byUser(db.s, o.catalogue, of));
}

/** What rows of an import count, of some users. */
export interface Imported {
  readonly userId: string;
  readonly first: Date;
  readonly last: Date;
  /** By column of `user_usage_stats`. */
  readonly counters: Readonly<Record<string, number>>;
}

/**
 * Counts the log rows that an import brought of some users, in the caller's transaction.
 *
 * @param tag what ids of the import begin with (`sourceTag`)
 */
export async function countImported(
  db: Database,
  client: pg.PoolClient,
  { catalogue, users, tag }: { catalogue: CatalogueInput; users: readonly string[]; tag: string },
): Promise<Imported[]> {
  await client.query('create temp table recount_tag on commit drop as select $1::text as tag', [tag]);
  const of =
    'l.user_id in (select id from recount_users) and left(l.event_id::text, 8) = (select tag from recount_tag)';
  await countLog(db, client, { catalogue, users }, of);
  const { rows } = await client.query<Omit<Imported, 'userId'> & { user_id: string }>(
    `select user_id, min(first) as first, max(last) as last, ${countersAsJson(catalogue)} as counters
     from (select *, null::text as signal from recount_log) x group by user_id`,
  );
  return rows.map(({ user_id: userId, ...row }) => ({ ...row, userId }));
}

/** What each column of a counter is the sum of, over rows of kinds. */
function countedColumns(c: CatalogueInput): { column: string; sum: string }[] {
  const breakdowns = Object.keys(c.breakdowns);
  const { counters } = countingOf(c);
  return statsColumns(c).map(({ column, counter }) => {
    const counted = termSql(counters.get(counter)!, (breakdown) => `f${breakdowns.indexOf(breakdown)}`);
    return { column, sum: `coalesce(sum(n) filter (where ${counted}), 0)::int` };
  });
}

/** Pairs in arrays: a function takes a hundred arguments at most, and a catalogue may have more counters. */
const countersAsJson = (c: CatalogueInput): string => {
  const columns = countedColumns(c);
  return `json_object(array[${columns.map(({ column }) => `'${column}'`).join(', ')}], array[${columns.map(({ sum }) => `(${sum})::text`).join(', ')}])`;
};

/** The log is added up where it is, value by value; what the values count as is looked up afterwards. */
function byUser(s: string, c: CatalogueInput, of: string): string {
  const breakdowns = Object.keys(c.breakdowns);
  const values = breakdownsSql(c).map((value, i) => `${value} as v${i}`);
  const keys = ['l.user_id', 'l.action', ...values];
  const mapped = breakdowns.map(
    (name, i) => `left join recount_values m${i}
      on m${i}.breakdown = '${name}' and m${i}.action = l.action and m${i}.raw = l.v${i}`,
  );
  return `
create temp table recount_log on commit drop as
with counted as materialized (
  select ${keys.join(', ')}, count(*) as n, min(l.created_at) as first, max(l.created_at) as last
  from ${s}.user_activity_logs l where ${of} and ${isCounted(s)}
  group by ${keys.map((_, i) => i + 1).join(', ')}
)
select l.user_id, l.action, ${breakdowns.map((_, i) => `m${i}.folded as f${i}, `).join('')}
  sum(l.n)::bigint as n, min(l.first) as first, max(l.last) as last
from counted l ${mapped.join('\n')}
group by l.user_id, l.action${breakdowns.map((_, i) => `, ${i + 3}`).join('')}`;
}

/** A day has 25 hours at most. */
const DAY = `interval '25 hours'`;

async function addUp(
  db: Database,
  client: pg.PoolClient,
  c: CatalogueInput,
  of: (row: string) => string,
): Promise<void> {
  const breakdowns = Object.keys(c.breakdowns);
  const folded = breakdowns.map((_, i) => `f${i}, `).join('');
  const none = breakdowns.map(() => 'null, ').join('');
  const stats = countedColumns(c).map(
    ({ column, sum }) => `${sum} + coalesce(sum((opening ->> '${column}')::int), 0)::int as "${column}"`,
  );
  const [low, high] = ['least(log_first, kept_first)', `least(log_first, kept_first + ${DAY})`];
  const [from, to] = ['greatest(log_last, kept_last)', `greatest(log_last, kept_last + ${DAY})`];
  // Of what is kept by day the first and the last are known to the day: there what is stored stands.
  await client.query(`
create temp table recounted_stats on commit drop as
select x.*,
  case when s.first_activity_at between ${low} and ${high} then s.first_activity_at
    when u.first_seen_at between ${low} and ${high} then u.first_seen_at else ${low} end as first_activity_at,
  case when s.last_activity_at between ${from} and ${to} then s.last_activity_at else ${from} end as last_activity_at
from (
  select user_id, min(first) as log_first, max(last) as log_last, min(kept_first) as kept_first,
    max(kept_last) as kept_last, ${stats.join(', ')}
  from (
    select user_id, action, null as signal, ${folded} n, first, last, null::timestamptz as kept_first,
      null::timestamptz as kept_last, null::jsonb as opening
    from recount_log
    union all
    select s.user_id, null, s.signal, ${none} s.n, null, null, null, null, null
    from ${db.s}.user_signals s where ${of('s')}
    union all
    select user_id, action, signal, ${folded} n, null, null, first, last, null from recount_kept
    union all
    select o.user_id, null, null, ${none} 0, o.first_activity_at, o.last_activity_at, null, null, o.counters
    from ${db.s}.opening_balances o where ${of('o')}
  ) y group by user_id
) x left join ${db.s}.user_usage_stats s using (user_id) left join ${db.s}.users u on u.id = x.user_id`);
  await client.query('analyze recounted_stats');
}
