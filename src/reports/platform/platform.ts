import type { Span } from '../range/local-time.ts';
import { at, type Reader } from '../read/reader.ts';
import type { Scope } from '../read/scope.ts';

/** Accounts as of some instants. */
export interface UserCounts {
  /** At each instant asked for. */
  readonly totals: readonly number[];
  /** Of those at the first instant, known only by their activity. */
  readonly unidentified: number;
}

/** Users who had joined before each instant and were not deleted then, in one pass. */
export async function usersAt(r: Reader, ends: readonly number[], scope: Scope): Promise<UserCounts> {
  const there = (i: number) =>
    `joined_at < $${i + 2}::timestamptz and (deleted_at is null or deleted_at >= $${i + 2}::timestamptz)`;
  const rows = await r.rows<Record<string, number>>(
    `select ${ends.map((_, i) => `count(*) filter (where ${there(i)}) as n${i}`).join(', ')},
       count(*) filter (where not identified and ${there(0)}) as stubs
     from ${r.ctx.db.relations.users.sql} u where $1 or not internal`,
    [scope.internalPeople, ...ends.map(at)],
  );
  return { totals: ends.map((_, i) => rows[0]![`n${i}`]!), unidentified: rows[0]!.stubs! };
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
