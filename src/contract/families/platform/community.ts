import { z } from 'zod';
import { Instant, Meta, Trend } from '../../common.ts';
import { rangeParams, rangeQuery } from '../../query.ts';
import { Profile } from './referrals.ts';

export const communityStatsQuery = () => rangeQuery(rangeParams);
export type CommunityStatsQuery = z.infer<ReturnType<typeof communityStatsQuery>>;

export const COMMUNITY_METRICS = ['sharedSessions', 'sharedMedia', 'totalLikes', 'contributors'] as const;
export type CommunityMetric = (typeof COMMUNITY_METRICS)[number];

/**
 * GET /community/stats. A share counts where it was made in the range and wasn't removed before the range's
 * end; a like likewise, whenever its share was made.
 */
export const CommunityStats = z.object({
  sharedSessions: z.number().int(),
  sharedMedia: z.number().int(),
  totalLikes: z.number().int(),
  /** Users who made one of the shares counted. */
  contributors: z.number().int(),
  /** Null with `compare=none` and `period=all`. */
  trends: z
    .object(
      Object.fromEntries(COMMUNITY_METRICS.map((name) => [name, Trend])) as Record<
        CommunityMetric,
        typeof Trend
      >,
    )
    .nullable(),
  /** By when shares and likes were made; the counts add up to the range's. */
  series: z.array(
    z.object({
      start: Instant,
      end: Instant,
      sharedSessions: z.number().int(),
      sharedMedia: z.number().int(),
      totalLikes: z.number().int(),
    }),
  ),
  /** Up to 10, by shares, then likes received, then id. */
  topContributors: z.array(
    z.object({
      ...Profile.shape,
      shares: z.number().int(),
      sharedSessions: z.number().int(),
      sharedMedia: z.number().int(),
      /** Likes counted in the range on any of their shares. */
      likesReceived: z.number().int(),
    }),
  ),
  meta: Meta,
});
export type CommunityStats = z.infer<typeof CommunityStats>;
