import { MARKERS } from '../../db/erased.ts';
import { raw, sql } from '../../db/sql.ts';
import { peopleOf } from '../people/people.ts';
import type { Span } from '../range/local-time.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import type { ReportReader } from '../read/reader.ts';
import type { AskedOf } from '../read/removed.ts';
import { look } from '../read/seen.ts';
import { boundsOf, instant, within, withoutInternal } from './fact-range.ts';

export const TOP = 10;

/** What the statistics count: a referral, and whether who was referred is active. */
export const REFERRALS = ['referrals', 'activityOfReferees'] as const;

/** Referrals, less those that name an internal account on either side. */
const sourceOf = (r: ReportReader, scope: ReadScope) => ({
  referrals: sql`${r.from.referrals} t`,
  users: r.ctx.db.tables.users,
  counted: withoutInternal(r, scope, 't.referee_id', 't.referrer_id'),
});

/** Users referred before an instant, and the numbers of those whom we know. */
export async function refereesBefore(
  r: ReportReader,
  end: number,
  scope: ReadScope,
): Promise<{ total: number; nos: Int32Array }> {
  const { referrals, users, counted } = sourceOf(r, scope);
  const rows = await r.rows<{ total: number; nos: number[] | null }>(
    sql`select count(*) as total, array_agg(u.user_no) filter (where u.user_no is not null) as nos
     from (select distinct t.referee_id as id from ${referrals} where t.created_at < ${instant(end)} and ${counted}) x
     left join ${users} u on u.id = x.id`,
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
  const { activities } = await peopleOf(
    r,
    await look(r, scope, [span], { asked, counts: 'people' }),
    span,
    [],
  );
  const { nos } = await refereesBefore(r, span.end, scope);
  const active = [...nos].filter((no) => activities[no]! > 0);
  const rows = await r.rows<{ id: string }>(
    sql`select id from ${r.ctx.db.tables.users} where user_no = any(${active}::int[])`,
  );
  return rows.map(({ id }) => id);
}

export interface ReferralPoint {
  newReferrals: number;
  newlyReferred: number;
  creditsEarned: number;
}

/** Referrals made in each bucket, the users among them whom nobody had referred before, and the rewards. */
export async function referralsIn(
  r: ReportReader,
  buckets: readonly Span[],
  scope: ReadScope,
): Promise<ReferralPoint[]> {
  const { referrals, counted } = sourceOf(r, scope);
  const bounds = boundsOf(buckets);
  const points = buckets.map(() => ({ newReferrals: 0, newlyReferred: 0, creditsEarned: 0 }));
  const made = await r.rows<{ bucket: number; n: number; credits: number }>(
    sql`select width_bucket(t.created_at, ${bounds.begins}) as bucket, count(*) as n, sum(t.credit_reward) as credits
     from ${referrals} where ${within('t.created_at', bounds)} and ${counted} group by 1`,
  );
  for (const { bucket, n, credits } of made)
    Object.assign(points[bucket - 1]!, { newReferrals: n, creditsEarned: credits });
  const first = await r.rows<{ bucket: number; n: number }>(
    sql`select width_bucket(x.first, ${bounds.begins}) as bucket, count(*) as n
     from (select min(t.created_at) as first from ${referrals} where ${counted} group by t.referee_id) x
     where ${within('x.first', bounds)} group by 1`,
  );
  for (const { bucket, n } of first) points[bucket - 1]!.newlyReferred = n;
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
  const { referrals, users, counted } = sourceOf(r, scope);
  const bounds = boundsOf([span]);
  const key = raw(`t.${by}`);
  return r.rows<RankedReferrals>(
    sql`select ${key} as key, count(distinct t.referee_id) as referred, sum(t.credit_reward) as credits,
       coalesce(array_agg(distinct u.user_no) filter (where u.user_no is not null), '{}') as nos
     from ${referrals} left join ${users} u on u.id = t.referee_id
     where ${within('t.created_at', bounds)} and ${counted} and ${key} <> all(${MARKERS}::text[])
     group by 1 order by referred desc, credits desc, ${key} collate "C" limit ${TOP}`,
  );
}
