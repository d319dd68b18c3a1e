import {
  Activity,
  CirclePlus,
  Coins,
  Heart,
  Images,
  Presentation,
  Share2,
  UserCheck,
  Users,
} from 'lucide-react';
import * as texts from '#texts/numbers.ts';
import type { Meta, Trend } from '../../contract/common.ts';
import type { CommunityMetric } from '../../contract/families/platform/community.ts';
import type { ReferralMetric } from '../../contract/families/platform/referrals.ts';
import { samePartOf } from '../data/unfinished.ts';
import type { NumberDef } from './numbers.ts';
import { pointsOf, type Run, runOf } from './run.ts';

/** A number over the platform's facts; one with a series has a line, and can be charted. */
export interface PlatformNumberDef<Series extends string> extends NumberDef {
  readonly series: Series | null;
}

type ReferralSeries = 'newReferrals' | 'creditsEarned';
type CommunitySeries = 'sharedSessions' | 'sharedMedia' | 'totalLikes';

/** What most of them are. */
const FLOW = { unit: 'count', formula: null, stock: false, bucketOpens: true, good: 'up' } as const;

export const REFERRALS: Readonly<Record<ReferralMetric, PlatformNumberDef<ReferralSeries>>> = {
  newReferrals: {
    ...FLOW,
    label: texts.newReferrals,
    icon: CirclePlus,
    category: 'users',
    definition: texts.referralsMadeInRange,
    series: 'newReferrals',
    opens: { kind: 'referrals' },
  },
  totalReferrals: {
    ...FLOW,
    label: texts.totalReferred,
    icon: Share2,
    category: 'users',
    definition: texts.usersReferredUpEnd,
    series: 'newReferrals',
    stock: true,
    bucketOpens: false,
    opens: { kind: 'referrals', referees: 'all' },
  },
  creditsEarned: {
    ...FLOW,
    label: texts.creditsEarned,
    icon: Coins,
    category: 'revenue',
    definition: texts.rewardsReferralsMadeIn,
    series: 'creditsEarned',
    // What they earn, the platform gives.
    good: null,
    opens: { kind: 'referrals' },
  },
  activeReferrals: {
    ...FLOW,
    label: texts.activeReferred,
    icon: UserCheck,
    category: 'users',
    definition: texts.referredUsersWithAt,
    series: null,
    opens: { kind: 'referrals', referees: 'active' },
  },
  conversionRate: {
    ...FLOW,
    label: texts.conversion,
    icon: Activity,
    category: 'users',
    unit: 'part',
    definition: texts.partAllReferredUsers,
    formula: texts.activeReferredTotalReferred,
    series: null,
    opens: { kind: 'referrals', referees: 'active' },
  },
};

export const COMMUNITY: Readonly<Record<CommunityMetric, PlatformNumberDef<CommunitySeries>>> = {
  sharedSessions: {
    ...FLOW,
    label: texts.sharedSessions,
    icon: Presentation,
    category: 'content',
    definition: texts.sessionsSharedInRange,
    series: 'sharedSessions',
    // What stands at a bucket's end is not what stands at the range's.
    bucketOpens: false,
    opens: { kind: 'rows', of: 'shares.session' },
  },
  sharedMedia: {
    ...FLOW,
    label: texts.sharedMedia,
    icon: Images,
    category: 'content',
    definition: texts.mediaSharedInRange,
    series: 'sharedMedia',
    bucketOpens: false,
    opens: { kind: 'rows', of: 'shares.media' },
  },
  totalLikes: {
    ...FLOW,
    label: texts.likes,
    icon: Heart,
    category: 'features',
    definition: texts.likesGivenInRange,
    series: 'totalLikes',
    bucketOpens: false,
    opens: { kind: 'rows', of: 'likes' },
  },
  contributors: {
    ...FLOW,
    label: texts.contributors,
    icon: Users,
    category: 'users',
    definition: texts.usersWhoMadeOne,
    series: null,
    opens: { kind: 'rows', of: 'shares' },
  },
};

/** Those that the large chart offers, the first of them unasked. */
export const chartedOf = <Name extends string, Series extends string>(
  defs: Readonly<Record<Name, PlatformNumberDef<Series>>>,
) =>
  Object.fromEntries(
    (Object.keys(defs) as Name[]).filter((name) => defs[name].series).map((name) => [name, defs[name]]),
  ) as Readonly<Record<Name, PlatformNumberDef<Series>>>;

interface Report<Name extends string, Series extends string> {
  readonly trends: Readonly<Record<Name, Trend>> | null;
  readonly series: Parameters<typeof pointsOf<Series>>[0];
  readonly meta: Meta;
}

/**
 * A number of one of these reports as the chart takes it; `before` is the report of the comparison range, `part` that
 * of the same part, as `samePartOf` tells it.
 */
export function platformRun<Name extends string, Series extends string>(
  name: Name,
  def: PlatformNumberDef<Series>,
  stats: Report<Name, Series> & Readonly<Record<Name, number>>,
  before: Pick<Report<Name, Series>, 'series'> | undefined,
  part: Readonly<Record<Name, number>> | undefined,
): Run {
  const { series, meta } = stats;
  const same = samePartOf(meta, series, before?.series ?? []);
  const field = def.series as Series;
  return runOf(def, {
    flow: pointsOf(series, field, meta.computedAt),
    before: before ? pointsOf(before.series, field) : [],
    part: same && { ...same, value: part ? part[name] : null },
    total: { current: stats[name], previous: stats.trends?.[name].previous ?? null },
    meta,
  });
}

/** What a card of one of these reports takes of it. */
export const platformInput = <Name extends string, Series extends string>(
  name: Name,
  def: PlatformNumberDef<Series>,
  stats: Report<Name, Series> & Readonly<Record<Name, number>>,
) => ({
  value: stats[name],
  trend: stats.trends?.[name],
  meta: stats.meta,
  flow: def.series && pointsOf(stats.series, def.series, stats.meta.computedAt),
});
