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
    label: 'New referrals',
    icon: CirclePlus,
    category: 'users',
    definition: 'Referrals made in the range.',
    series: 'newReferrals',
    opens: { kind: 'referrals' },
  },
  totalReferrals: {
    ...FLOW,
    label: 'Total referred',
    icon: Share2,
    category: 'users',
    definition: 'Users referred up to the end of the range, each once.',
    series: 'newReferrals',
    stock: true,
    bucketOpens: false,
    opens: { kind: 'referrals', referees: 'all' },
  },
  creditsEarned: {
    ...FLOW,
    label: 'Credits earned',
    icon: Coins,
    category: 'revenue',
    definition: 'Rewards of the referrals made in the range; credit transactions add nothing to it.',
    series: 'creditsEarned',
    // What they earn, the platform gives.
    good: null,
    opens: { kind: 'referrals' },
  },
  activeReferrals: {
    ...FLOW,
    label: 'Active referred',
    icon: UserCheck,
    category: 'users',
    definition: 'Referred users with at least one activity in the range.',
    series: null,
    opens: { kind: 'referrals', referees: 'active' },
  },
  conversionRate: {
    ...FLOW,
    label: 'Conversion',
    icon: Activity,
    category: 'users',
    unit: 'part',
    definition: 'The part of all referred users who were active in the range.',
    formula: 'Active referred ÷ Total referred',
    series: null,
    opens: { kind: 'referrals', referees: 'active' },
  },
};

export const COMMUNITY: Readonly<Record<CommunityMetric, PlatformNumberDef<CommunitySeries>>> = {
  sharedSessions: {
    ...FLOW,
    label: 'Shared sessions',
    icon: Presentation,
    category: 'content',
    definition: 'Sessions shared in the range and not taken back before its end.',
    series: 'sharedSessions',
    // What stands at a bucket's end is not what stands at the range's.
    bucketOpens: false,
    opens: { kind: 'rows', of: 'shares.session' },
  },
  sharedMedia: {
    ...FLOW,
    label: 'Shared media',
    icon: Images,
    category: 'content',
    definition: 'Media shared in the range and not taken back before its end.',
    series: 'sharedMedia',
    bucketOpens: false,
    opens: { kind: 'rows', of: 'shares.media' },
  },
  totalLikes: {
    ...FLOW,
    label: 'Likes',
    icon: Heart,
    category: 'features',
    definition: 'Likes given in the range and not withdrawn before its end, whenever their share was made.',
    series: 'totalLikes',
    bucketOpens: false,
    opens: { kind: 'rows', of: 'likes' },
  },
  contributors: {
    ...FLOW,
    label: 'Contributors',
    icon: Users,
    category: 'users',
    definition: 'Users who made one of the shares counted.',
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
