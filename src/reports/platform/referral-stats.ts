import {
  REFERRAL_METRICS,
  type ReferralMetric,
  type ReferralStats,
  type ReferralStatsQuery,
} from '../../contract/index.ts';
import type { ReportContext } from '../context.ts';
import { metaOf, rangeOf, readOf } from '../meta.ts';
import { peopleOf } from '../people/people.ts';
import { profilesOf } from '../people/profiles.ts';
import { wholeBuckets } from '../range/buckets.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader, read } from '../read/reader.ts';
import { type ReadScope, resolveScope } from '../read/scope.ts';
import { look, type Seen } from '../read/seen.ts';
import { change } from '../totals/change.ts';
import {
  REFERRALS,
  type ReferralPoint,
  refereesBefore,
  referralsIn,
  topReferrals,
} from './referral-facts.ts';

/**
 * GET /referrals/stats: who was referred up to the range's end, who of them is active in it, and what was
 * referred and earned in it.
 *
 * @throws BadRequest for a range that can't be served
 */
export function run(ctx: ReportContext, query: ReferralStatsQuery): Promise<ReferralStats> {
  return read(ctx, async (r) => {
    const scope = await resolveScope(r, { excludeInternal: query.excludeInternal });
    const whole = await rangeOf(r, query, scope, REFERRALS);
    const spans = [whole, ...(whole.comparison ? [whole.comparison] : [])];
    const v = await look(r, scope, spans, { asked: query, counts: 'people' });
    const range = await v.comparable(whole);
    const { comparison } = range;
    const now = await partOf(r, v, range, range.buckets, scope);
    const then =
      comparison &&
      (await partOf(r, v, comparison, wholeBuckets(comparison, range.comparisonBuckets), scope)).metrics;

    const referrers = await topReferrals(r, range, scope, 'referrer_id');
    const codes = await topReferrals(r, range, scope, 'code');
    const profile = await profilesOf(
      r,
      referrers.map((row) => row.key),
    );
    const active = (nos: readonly number[]) => nos.filter((no) => now.activities[no]! > 0).length;
    return {
      ...now.metrics,
      trends:
        then &&
        (Object.fromEntries(
          REFERRAL_METRICS.map((name) => [name, change(now.metrics[name], then[name])]),
        ) as ReferralStats['trends']),
      series: now.points.map((point, i) => ({
        start: at(range.buckets[i]!.start),
        end: at(range.buckets[i]!.end),
        ...point,
      })),
      topReferrers: referrers.map(({ key, referred, credits, nos }) => ({
        ...profile(key),
        referred,
        active: active(nos),
        credits,
      })),
      topCodes: codes.map(({ key, referred, credits, nos }) => ({
        code: key,
        referred,
        active: active(nos),
        credits,
      })),
      meta: metaOf(ctx, range, { ...readOf(v), filters: scope.echo, source: 'facts' }),
    };
  });
}

async function partOf(r: ReportReader, v: Seen, span: Span, buckets: readonly Span[], scope: ReadScope) {
  const { activities } = await peopleOf(r, v, span, []);
  const { total, nos } = await refereesBefore(r, span.end, scope);
  const points = await referralsIn(r, buckets, scope);
  const active = nos.reduce((sum, no) => sum + (activities[no]! > 0 ? 1 : 0), 0);
  const sum = (name: keyof ReferralPoint) => points.reduce((n, point) => n + point[name], 0);
  const metrics: Record<ReferralMetric, number> = {
    totalReferrals: total,
    activeReferrals: active,
    creditsEarned: sum('creditsEarned'),
    conversionRate: total === 0 ? 0 : active / total,
    newReferrals: sum('newReferrals'),
  };
  return { metrics, points, activities };
}
