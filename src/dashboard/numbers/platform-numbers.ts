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
import type { ReactNode } from 'react';
import * as texts from '#texts/numbers.ts';
import type { Meta, Trend } from '../../contract/common.ts';
import type { CommunityMetric } from '../../contract/families/platform/community.ts';
import type { ReferralMetric } from '../../contract/families/platform/referrals.ts';
import { samePartOf } from '../data/unfinished.ts';
import type { Icon } from '../ui/feature-icon.tsx';
import { cardOf } from './card.ts';
import type { CardData } from './metric-card.tsx';
import { type NumberDef, rows, USUAL } from './numbers.ts';
import { keyOf } from './opened/keys.ts';
import { pointsOf, type Run, runOf } from './run.ts';

/** A number over the platform's facts; one with a series has a line, and can be charted. */
export interface PlatformNumberDef<Series extends string> extends NumberDef {
  readonly series: Series | null;
  readonly icon: Icon;
}

type ReferralSeries = 'newReferrals' | 'newlyReferred' | 'creditsEarned';
type CommunitySeries = 'sharedSessions' | 'sharedMedia' | 'totalLikes';

export const REFERRALS: Readonly<Record<ReferralMetric, PlatformNumberDef<ReferralSeries>>> = {
  newReferrals: {
    ...USUAL,
    label: texts.newReferrals,
    icon: CirclePlus,
    category: 'users',
    definition: texts.referralsMadeInRange,
    series: 'newReferrals',
    opens: rows(keyOf.referrals()),
  },
  totalReferrals: {
    ...USUAL,
    label: texts.totalReferred,
    icon: Share2,
    category: 'users',
    definition: texts.usersReferredUpEnd,
    series: 'newlyReferred',
    stock: true,
    opens: rows(keyOf.referrals('all')),
  },
  creditsEarned: {
    ...USUAL,
    label: texts.creditsEarned,
    icon: Coins,
    category: 'revenue',
    definition: texts.rewardsReferralsMadeIn,
    series: 'creditsEarned',
    // What they earn, the platform gives.
    good: null,
    opens: rows(keyOf.referrals('credits')),
  },
  activeReferrals: {
    ...USUAL,
    label: texts.activeReferred,
    icon: UserCheck,
    category: 'users',
    definition: texts.referredUsersWithAt,
    series: null,
    opens: rows(keyOf.referrals('active')),
  },
  conversionRate: {
    ...USUAL,
    label: texts.conversion,
    icon: Activity,
    category: 'users',
    unit: 'part',
    definition: texts.partAllReferredUsers,
    formula: texts.activeReferredTotalReferred,
    series: null,
    opens: rows(keyOf.referrals('active')),
  },
};

export const COMMUNITY: Readonly<Record<CommunityMetric, PlatformNumberDef<CommunitySeries>>> = {
  sharedSessions: {
    ...USUAL,
    label: texts.sharedSessions,
    icon: Presentation,
    category: 'content',
    definition: texts.sessionsSharedInRange,
    series: 'sharedSessions',
    opens: rows(keyOf.shares('session')),
  },
  sharedMedia: {
    ...USUAL,
    label: texts.sharedMedia,
    icon: Images,
    category: 'content',
    definition: texts.mediaSharedInRange,
    series: 'sharedMedia',
    opens: rows(keyOf.shares('media')),
  },
  totalLikes: {
    ...USUAL,
    label: texts.likes,
    icon: Heart,
    category: 'features',
    definition: texts.likesGivenInRange,
    series: 'totalLikes',
    opens: rows(keyOf.likes),
  },
  contributors: {
    ...USUAL,
    label: texts.contributors,
    icon: Users,
    category: 'users',
    definition: texts.usersWhoMadeOne,
    series: null,
    opens: { kind: 'rows', of: keyOf.shares(), shown: 'people' },
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

/** Cards of one of these reports, by their names; `below` has what stands under some. */
export const platformCards =
  <Name extends string, Series extends string>(
    defs: Readonly<Record<Name, PlatformNumberDef<Series>>>,
    stats: Report<Name, Series> & Readonly<Record<Name, number>>,
    charted: string,
    below: Readonly<Partial<Record<Name, ReactNode>>>,
  ) =>
  (...names: Name[]): CardData[] =>
    names.map((name) => {
      const { series, icon } = defs[name];
      return cardOf(name, defs[name], {
        icon,
        value: stats[name],
        trend: stats.trends?.[name],
        meta: stats.meta,
        flow: series && pointsOf(stats.series, series, stats.meta.computedAt),
        charted,
        below: below[name],
      });
    });
