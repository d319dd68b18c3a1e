import type { Meta, Trend } from '../../contract/common.ts';
import type { CommunityMetric } from '../../contract/families/platform/community.ts';
import type { ReferralMetric } from '../../contract/families/platform/referrals.ts';
import { samePartOf } from '../data/unfinished.ts';
import { COUNT } from '../format/number.ts';
import type { Category } from './categories.ts';
import type { Opens } from './opened/opens.ts';
import { pointsOf, type Run } from './run.ts';

export interface PlatformDef {
  readonly label: string;
  readonly category: Category;
  readonly definition: string;
  /** How it is made up of other numbers. */
  readonly formula?: string;
  /** A number as of the range's end. */
  readonly stock?: true;
  readonly opens?: Opens;
  /** What stands at a bucket's end is not what stands at the range's: only the whole can be listed. */
  readonly whole?: true;
}

export const REFERRALS: Readonly<Record<ReferralMetric, PlatformDef>> = {
  newReferrals: {
    label: 'New referrals',
    category: 'users',
    definition: 'Referrals made in the range.',
    opens: { kind: 'referrals' },
  },
  creditsEarned: {
    label: 'Credits earned',
    category: 'revenue',
    definition: 'Rewards of the referrals made in the range; credit transactions add nothing to it.',
    opens: { kind: 'referrals' },
  },
  totalReferrals: {
    label: 'Total referred',
    category: 'users',
    definition: 'Users referred up to the end of the range, each once.',
    opens: { kind: 'referrals', referees: 'all' },
    stock: true,
  },
  activeReferrals: {
    label: 'Active referred',
    category: 'users',
    definition: 'Referred users with at least one activity in the range.',
    opens: { kind: 'referrals', referees: 'active' },
  },
  conversionRate: {
    label: 'Conversion',
    category: 'users',
    definition: 'The part of all referred users who were active in the range.',
    formula: 'Active referred ÷ Total referred',
    opens: { kind: 'referrals', referees: 'active' },
  },
};

export const COMMUNITY: Readonly<Record<CommunityMetric, PlatformDef>> = {
  sharedSessions: {
    label: 'Shared sessions',
    category: 'content',
    definition: 'Sessions shared in the range and not taken back before its end.',
    opens: { kind: 'rows', of: 'shares.session' },
    whole: true,
  },
  sharedMedia: {
    label: 'Shared media',
    category: 'content',
    definition: 'Media shared in the range and not taken back before its end.',
    opens: { kind: 'rows', of: 'shares.media' },
    whole: true,
  },
  totalLikes: {
    label: 'Likes',
    category: 'features',
    definition: 'Likes given in the range and not withdrawn before its end, whenever their share was made.',
    opens: { kind: 'rows', of: 'likes' },
    whole: true,
  },
  contributors: {
    label: 'Contributors',
    category: 'users',
    definition: 'Users who made one of the shares counted.',
    opens: { kind: 'rows', of: 'shares' },
  },
};

/** Those with a number for every bucket: what the large chart offers, the first of them unasked. */
export const REFERRAL_SERIES = {
  newReferrals: REFERRALS.newReferrals,
  creditsEarned: REFERRALS.creditsEarned,
};
export const COMMUNITY_SERIES = {
  sharedSessions: COMMUNITY.sharedSessions,
  sharedMedia: COMMUNITY.sharedMedia,
  totalLikes: COMMUNITY.totalLikes,
};

interface Report<Name extends string> {
  readonly trends: Readonly<Record<Name, Trend>> | null;
  readonly series: Parameters<typeof pointsOf<Name>>[0];
  readonly meta: Meta;
}

/**
 * A series of one of these reports as the chart takes it; `before` is the report of the comparison range, `part` that
 * of the same part, as `samePartOf` tells it.
 */
export function platformRun<Name extends string>(
  defs: Readonly<Record<Name, PlatformDef>>,
  name: Name,
  stats: Report<Name> & Readonly<Record<Name, number>>,
  before: Pick<Report<Name>, 'series'> | undefined,
  part: Readonly<Record<Name, number>> | undefined,
): Run {
  const same = samePartOf(stats.meta, stats.series, before?.series ?? []);
  return {
    ...defs[name],
    unit: COUNT,
    points: pointsOf(stats.series, name, stats.meta.computedAt),
    part: same && { ...same, value: part ? part[name] : null },
    before: before ? pointsOf(before.series, name) : [],
    total: { current: stats[name], previous: stats.trends?.[name].previous ?? null },
    meta: stats.meta,
  };
}
