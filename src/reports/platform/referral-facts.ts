import { MARKERS } from '../../db/erased.ts';
import { peopleOf } from '../people/people.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { AskedOf } from '../read/removed.ts';
import type { ReadScope } from '../read/scope.ts';
import { look } from '../read/seen.ts';
import { boundsOf, withoutInternal } from './fact-range.ts';

export const TOP = 10;

/** What the statistics count: a referral, and whether who was referred is active. */
export const REFERRALS = ['referrals', 'activityOfReferees'] as const;

/** Referrals, less those that name an internal account on either side. */
const source = (r: ReportReader, scope: ReadScope) => ({
  referrals: `${r.ctx.db.relations.referrals.sql} t`,
  counted: withoutInternal(r, scope, 't.referee_id', 't.referrer_id'),
});

/** Users referred before an instant, and the numbers of those whom we know. */
export async function refereesBefore(
  r: ReportReader,
  end: number,
  scope: ReadScope,
): Promise<{ total: number; nos: Int32Array }> {
  const { referrals, counted } = source(r, scope);
  const rows = await r.rows<{ total: number; nos: number[] | null }>(
    `select count(*) as total, array_agg(u.user_no) filter (where u.user_no is not null) as nos
     from (select distinct t.referee_id as id from ${referrals} where t.created_at < $1 and ${counted}) x
     left join ${r.s}.users u on u.id = x.id`,
    [at(end)],
  );
  return { total: rows[0]!.total, nos: Int32Array.from(rows[0]!.nos ?? []) };
}

/** Ids of the users referred before a span's end who were active in it. */
export async function activeReferees(
  r: ReportReader,
  span: Span,
  scope: ReadScope,
  asked: AskedOf,
): Promise<string[]> {
  const { activities } = await peopleOf(r, await look(r, scope, [span], { asked }), span, []);
  const { nos } = await refereesBefore(r, span.end, scope);
  const rows = await r.rows<{ id: string }>(`select id from ${r.s}.users where user_no = any($1::int[])`, [
    [...nos].filter((no) => activities[no]! > 0),
  ]);
  return rows.map(({ id }) => id);
}

/** Referrals made in each bucket, and their rewards. */
export async function referralsIn(
  r: ReportReader,
  buckets: readonly Span[],
  scope: ReadScope,
): Promise<{ newReferrals: number; creditsEarned: number }[]> {
  const { referrals, counted } = source(r, scope);
  const rows = await r.rows<{ bucket: number; n: number; credits: number }>(
    `select width_bucket(t.created_at, $1::timestamptz[]) as bucket, count(*) as n, sum(t.credit_reward) as credits
     from ${referrals} where t.created_at >= $2 and t.created_at < $3 and ${counted} group by 1`,
    boundsOf(buckets),
  );
  const points = buckets.map(() => ({ newReferrals: 0, creditsEarned: 0 }));
  for (const { bucket, n, credits } of rows) points[bucket - 1] = { newReferrals: n, creditsEarned: credits };
  return points;
}

export interface RankedReferrals {
  readonly key: string;
  readonly referred: number;
  readonly credits: number;
  /** Numbers of the referees whom we know. */
  readonly nos: readonly number[];
}

/** Whoever (or whichever code) brought the most users in a span. */
export async function topReferrals(
  r: ReportReader,
  span: Span,
  scope: ReadScope,
  by: 'referrer_id' | 'code',
): Promise<RankedReferrals[]> {
  const { referrals, counted } = source(r, scope);
  return r.rows<RankedReferrals>(
    `select t.${by} as key, count(distinct t.referee_id) as referred, sum(t.credit_reward) as credits,
       coalesce(array_agg(distinct u.user_no) filter (where u.user_no is not null), '{}') as nos
     from ${referrals} left join ${r.s}.users u on u.id = t.referee_id
     where t.created_at >= $1 and t.created_at < $2 and ${counted} and t.${by} <> all($3::text[])
     group by 1 order by referred desc, credits desc, t.${by} collate "C" limit ${TOP}`,
    [at(span.start), at(span.end), MARKERS],
  );
}
