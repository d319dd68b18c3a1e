import type { Span } from './local-time.ts';
import { mappedUsersAt } from './mapped-users.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Accounts as of some instants. */
export interface UserCounts {
  /** At each instant asked for. */
  readonly totals: readonly number[];
  /** Of those at the first instant, known only by their activity. */
  readonly unidentified: number;
}

/**
 * Users who had joined before each instant and were not deleted then: finished days from their counts,
 * what lies between them and the instant by index, and who was deleted is taken off, since they are few.
 */
export async function usersAt(r: Reader, ends: readonly number[], scope: Scope): Promise<UserCounts> {
  if (r.ctx.db.relations.users.mapped) return mappedUsersAt(r, ends, scope);
  const rows = await r.rows<Record<'joined' | 'stubs' | 'gone' | 'goneStubs', number>>(
    // Whoever was deleted is gathered first: otherwise the planner walks everybody for each instant.
    `with deleted as materialized (
       select joined_at, deleted_at, identified from ${r.s}.users
       where deleted_at is not null and ($2 or not internal)
     )
     select e.i, sum(d.people) as joined, sum(d.stubs) as stubs, (gone).n as gone, (gone).stubs as "goneStubs"
     from unnest($1::timestamptz[]) with ordinality as e(instant, i)
     cross join lateral (
       select count(*) as n, count(*) filter (where not identified) as stubs from deleted
       where deleted_at < e.instant and joined_at < e.instant
     ) gone
     cross join lateral (
       select case when $2 then people else people - internal end as people,
         case when $2 then stubs else stubs - internal_stubs end as stubs
       from ${r.s}.user_days where day < (e.instant at time zone 'UTC')::date
       union all
       select u.people, u.stubs
       from (
         select (day + 1)::timestamp at time zone 'UTC' as start,
           coalesce(lead(day) over (order by day)::timestamp at time zone 'UTC', e.instant) as stop
         from (select date '-infinity' as day union all
               select day from ${r.s}.user_days where day < (e.instant at time zone 'UTC')::date) counted
       ) gap
       cross join lateral (
         select count(*) as people, count(*) filter (where not identified) as stubs from ${r.s}.users
         where joined_at >= gap.start and joined_at < gap.stop and ($2 or not internal)
       ) u
       where gap.start < gap.stop
     ) d
     group by e.i, (gone).n, (gone).stubs order by e.i`,
    [ends.map(at), scope.internalPeople],
  );
  return {
    totals: rows.map((row) => row.joined - row.gone),
    unidentified: rows[0]!.stubs - rows[0]!.goneStubs,
  };
}

/** Accounts created in each bucket of each set of adjoining buckets, in one statement. */
export async function newUsers(
  r: Reader,
  sets: readonly (readonly Span[])[],
  scope: Scope,
): Promise<number[][]> {
  const counts = sets.map((buckets) => buckets.map(() => 0));
  const { values, selects } = perSet(
    sets,
    (set, bounds, start, end) =>
      `select ${set} as set, width_bucket(joined_at, ${bounds}) as bucket, count(*) as n
       from ${r.ctx.db.relations.users.sql} u where joined_at >= ${start} and joined_at < ${end} and ($1 or not internal) group by 2`,
  );
  const rows = await r.rows<{ set: number; bucket: number; n: number }>(selects, [
    scope.internalPeople,
    ...values,
  ]);
  for (const { set, bucket, n } of rows) counts[set]![bucket - 1] = n;
  return counts;
}

/** Sums of credit transactions in a bucket, in minor units; refunds are negative. */
export interface Money {
  readonly bucket: number;
  readonly kind: 'purchase' | 'subscription';
  readonly currency: string;
  /** May be beyond what a number carries. */
  readonly amount: bigint;
}

/** What was paid in each set of adjoining buckets, in one statement. */
export async function moneyIn(
  r: Reader,
  sets: readonly (readonly Span[])[],
  scope: Scope,
): Promise<Money[][]> {
  const { values, selects } = perSet(
    sets,
    (set, bounds, start, end) =>
      `select ${set} as set, width_bucket(t.created_at, ${bounds}) as bucket, t.kind, t.currency,
         sum(t.amount)::text as amount
       from ${r.ctx.db.relations.creditTransactions.sql} t left join ${r.s}.users u on u.id = t.user_id
       where t.created_at >= ${start} and t.created_at < ${end} and t.kind in ('purchase', 'subscription')
         and ($1 or u.internal is not true)
       group by 2, 3, 4`,
  );
  const rows = await r.rows<Omit<Money, 'amount'> & { set: number; amount: string }>(selects, [
    scope.internalPeople,
    ...values,
  ]);
  return sets.map((_, i) =>
    rows
      .filter((row) => row.set === i)
      .map(({ set: _set, amount, ...row }) => ({
        ...row,
        amount: BigInt(amount),
        bucket: row.bucket - 1,
      })),
  );
}

/** A statement for each set as one; parameters from `$2` on. */
function perSet(
  sets: readonly (readonly Span[])[],
  select: (set: number, bounds: string, start: string, end: string) => string,
): { values: unknown[]; selects: string } {
  const values: unknown[] = [];
  const p = (value: unknown, type: string) => `$${values.push(value) + 1}::${type}`;
  const selects = sets.map((buckets, i) =>
    select(
      i,
      p(
        buckets.map((b) => at(b.start)),
        'timestamptz[]',
      ),
      p(at(buckets[0]!.start), 'timestamptz'),
      p(at(buckets.at(-1)!.end), 'timestamptz'),
    ),
  );
  return { values, selects: selects.join('\nunion all\n') };
}
