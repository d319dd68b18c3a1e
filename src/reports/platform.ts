import type { Span } from './local-time.ts';
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
 * Users who had joined before each instant and were not deleted then. Everybody is counted once;
 * who joined later or was deleted is taken off by index, since they are few.
 */
export async function usersAt(r: Reader, ends: readonly number[], scope: Scope): Promise<UserCounts> {
  const people = `from ${r.s}.users where ${scope.internalPeople ? 'true' : 'not internal'}`;
  const counts = ends.flatMap((_, i) => [
    `(select count(*) ${people} and joined_at >= $${i + 1}) as later${i}`,
    `(select count(*) ${people} and deleted_at < $${i + 1} and joined_at < $${i + 1}) as gone${i}`,
  ]);
  const rows = await r.rows<Record<string, number>>(
    `select ${counts.join(', ')}, count(joined_at) as everybody,
       count(*) filter (where not identified and joined_at < $1
         and (deleted_at is null or deleted_at >= $1)) as stubs
     ${people}`,
    ends.map(at),
  );
  const n = rows[0]!;
  return {
    totals: ends.map((_, i) => n.everybody! - n[`later${i}`]! - n[`gone${i}`]!),
    unidentified: n.stubs!,
  };
}

/** Accounts created in each bucket. */
export async function newUsers(r: Reader, buckets: readonly Span[], scope: Scope): Promise<number[]> {
  const counts = buckets.map(() => 0);
  const rows = await r.rows<{ bucket: number; n: number }>(
    `select width_bucket(joined_at, $1::timestamptz[]) as bucket, count(*) as n from ${r.s}.users
     where joined_at >= $2 and joined_at < $3 and ($4 or not internal) group by 1`,
    [...boundsOf(buckets), scope.internalPeople],
  );
  for (const { bucket, n } of rows) counts[bucket - 1] = n;
  return counts;
}

/** Sums of credit transactions in a bucket, in minor units; refunds are negative. */
export interface Money {
  readonly bucket: number;
  readonly kind: 'purchase' | 'subscription';
  readonly currency: string;
  readonly amount: number;
}

export async function moneyIn(r: Reader, buckets: readonly Span[], scope: Scope): Promise<Money[]> {
  const rows = await r.rows<Money>(
    `select width_bucket(t.created_at, $1::timestamptz[]) as bucket, t.kind, t.currency, sum(t.amount) as amount
     from ${r.s}.credit_transactions t left join ${r.s}.users u on u.id = t.user_id
     where t.created_at >= $2 and t.created_at < $3 and t.kind in ('purchase', 'subscription')
       and ($4 or u.internal is not true)
     group by 1, 2, 3`,
    [...boundsOf(buckets), scope.internalPeople],
  );
  return rows.map((row) => ({ ...row, bucket: row.bucket - 1 }));
}

function boundsOf(buckets: readonly Span[]): unknown[] {
  return [buckets.map((b) => at(b.start)), at(buckets[0]!.start), at(buckets.at(-1)!.end)];
}
