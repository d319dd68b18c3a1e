import type { Span } from './local-time.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Accounts as of some instants. */
export interface UserCount {
  readonly total: number;
  /** Of these, known only by their activity. */
  readonly unidentified: number;
}

/** Users who had joined before each instant and were not deleted then. */
export async function usersAt(r: Reader, ends: readonly number[], scope: Scope): Promise<UserCount[]> {
  // Counted by what is rare (deleted, not identified), which costs least on the many who are neither.
  const counts = ends.map((_, i) => {
    const joined = `joined_at < $${i + 1}`;
    return `count(*) filter (where ${joined}) as n${i}, count(*) filter (where deleted_at < $${i + 1} and ${joined}) as d${i},
      count(*) filter (where not identified and ${joined} and (deleted_at is null or deleted_at >= $${i + 1})) as u${i}`;
  });
  const rows = await r.rows<Record<string, number>>(
    `select ${counts.join(', ')} from ${r.s}.users ${scope.internalPeople ? '' : 'where not internal'}`,
    ends.map(at),
  );
  return ends.map((_, i) => ({
    total: rows[0]![`n${i}`]! - rows[0]![`d${i}`]!,
    unidentified: rows[0]![`u${i}`]!,
  }));
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
