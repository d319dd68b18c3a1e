import { all, join, raw, type Sql, sql } from '../../db/sql.ts';
import type { Ask } from '../../db/together.ts';
import type { Span } from '../range/local-time.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import { type Bounds, boundsOf, instant, within } from './fact-range.ts';

/** Accounts as of some instants. */
export interface UserCounts {
  /** At each instant asked for. */
  readonly totals: readonly number[];
  /** Of those at the first instant, known only by their activity. */
  readonly unidentified: number;
}

/** Users who had joined before each instant and weren't deleted then, in one pass. */
export function usersAt(r: ReportReader, ends: readonly number[], scope: ReadScope): Ask<UserCounts> {
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const had = (end: number) => sql`joined_at < ${instant(end)}`;
  const stood = (end: number) => sql`(deleted_at is null or deleted_at >= ${instant(end)})`;
  // What holds of every row that is looked at isn't asked again: these are all accounts.
  const there = (end: number) =>
    all([...(end < last ? [had(end)] : []), ...(end > first ? [stood(end)] : [])]);
  const counts = ends.map((end, i) => sql`count(*) filter (where ${there(end)}) as ${raw(`n${i}`)}`);
  return {
    sql: sql`select ${join(counts, sql`, `)}, count(*) filter (where not identified and ${there(ends[0]!)}) as stubs
      from ${r.from.users} u
      where (${scope.internalPeople}::boolean or not internal) and ${had(last)} and ${stood(first)}`,
    read: ([row]: Record<string, number>[]) => ({
      totals: ends.map((_, i) => row![`n${i}`]!),
      unidentified: row!.stubs!,
    }),
  };
}

/** Accounts created in each bucket of each set of adjoining buckets. */
export const newUsers = (
  r: ReportReader,
  sets: readonly (readonly Span[])[],
  scope: ReadScope,
): Ask<number[][]> => ({
  sql: perSet(
    sets,
    ({ set, ...bounds }) =>
      sql`select ${set} as set, width_bucket(joined_at, ${bounds.begins}) as bucket, count(*) as n
       from ${r.from.users} u where ${within('joined_at', bounds)}
         and (${scope.internalPeople}::boolean or not internal) group by 2`,
  ),
  read(rows: { set: number; bucket: number; n: number }[]) {
    const counts = sets.map((buckets) => buckets.map(() => 0));
    for (const { set, bucket, n } of rows) counts[set]![bucket - 1] = n;
    return counts;
  },
});

/** Sums of credit transactions in a bucket, in minor units; refunds are negative. */
export interface Money {
  readonly bucket: number;
  readonly kind: 'purchase' | 'subscription';
  readonly currency: string;
  /** May be beyond what a number carries. */
  readonly amount: bigint;
}

/** What was paid in each set of adjoining buckets. */
export const moneyIn = (
  r: ReportReader,
  sets: readonly (readonly Span[])[],
  scope: ReadScope,
): Ask<Money[][]> => ({
  sql: perSet(
    sets,
    ({ set, ...bounds }) =>
      sql`select ${set} as set, width_bucket(t.created_at, ${bounds.begins}) as bucket, t.kind, t.currency,
         sum(t.amount)::text as amount
       from ${r.from.creditTransactions} t left join ${r.ctx.db.tables.users} u on u.id = t.user_id
       where ${within('t.created_at', bounds)} and t.kind in ('purchase', 'subscription')
         and (${scope.internalPeople}::boolean or u.internal is not true)
       group by 2, 3, 4`,
  ),
  read: (rows: (Omit<Money, 'amount'> & { set: number; amount: string })[]) =>
    sets.map((_, i) =>
      rows
        .filter((row) => row.set === i)
        .map(({ set: _set, amount, ...row }) => ({
          ...row,
          amount: BigInt(amount),
          bucket: row.bucket - 1,
        })),
    ),
});

/** A set of adjoining buckets as a statement names it. */
interface SetNamed extends Bounds {
  readonly set: Sql;
}

/** A statement for each set as one. */
const perSet = (sets: readonly (readonly Span[])[], select: (named: SetNamed) => Sql): Sql =>
  join(
    sets.map((buckets, i) => select({ set: raw(String(i)), ...boundsOf(buckets) })),
    sql` union all `,
  );
