import { z } from 'zod';
import { Instant, Meta, Trend } from '../../common.ts';
import { pageParams, rangeParams, rangeQuery, tableParams, withPeriod } from '../../query.ts';

const { period, startDate, endDate, timezone, excludeInternal } = rangeParams;

export const referralStatsQuery = () => rangeQuery(rangeParams);
export type ReferralStatsQuery = z.infer<ReturnType<typeof referralStatsQuery>>;

/** Without a range, all referrals; of referred users those of the usual one, as the statistics have it. */
export const recentReferralsQuery = () =>
  z
    .strictObject({
      period,
      startDate,
      endDate,
      timezone,
      excludeInternal,
      /** Part of an id, name or e-mail of either side, or of the code. */
      search: z.string().min(1).max(200).optional(),
      /** The code as it was used. */
      code: z.string().min(1).max(100).optional(),
      /** Who referred: their id. */
      referrerId: z.string().min(1).max(200).optional(),
      /**
       * Each referred user once: with their latest referral up to the range's end (of all, or of those active in the
       * range), or with their latest in the range that the list has (`new`, and of those active `newActive`).
       */
      referees: z
        .enum(['all', 'active', 'new', 'newActive'], 'takes all, active, new or newActive')
        .optional(),
      /** In place of the referrals, who made them. */
      groupBy: z.enum(['referrer'], 'takes referrer').optional(),
      /** What people are ranked by. */
      sortBy: z.enum(['count', 'credits'], 'takes count or credits').optional(),
      cursor: z.string().max(4_000).optional(),
      pageSize: pageParams.pageSize,
      ...tableParams,
    })
    .overwrite((query) => (query.referees ? withPeriod(query) : query));
export type RecentReferralsQuery = z.infer<ReturnType<typeof recentReferralsQuery>>;

export const REFERRAL_METRICS = [
  'totalReferrals',
  'activeReferrals',
  'creditsEarned',
  'conversionRate',
  'newReferrals',
] as const;
export type ReferralMetric = (typeof REFERRAL_METRICS)[number];

/** An account as the platform names it; null what isn't known of it. */
export const Profile = z.object({
  userId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  avatarUrl: z.string().nullable(),
});
export type Profile = z.infer<typeof Profile>;

const ranked = {
  /** Users referred in the range, each once. */
  referred: z.number().int(),
  /** Of those, active in the range. */
  active: z.number().int(),
  /** Rewards of the range's referrals. */
  credits: z.number(),
};

/** GET /referrals/stats. A user counts once, however often they were referred. */
export const ReferralStats = z.object({
  /** Users referred before the end of the range. */
  totalReferrals: z.number().int(),
  /** Of those, active in the range. */
  activeReferrals: z.number().int(),
  /** Rewards of the referrals made in the range; from referrals alone, never from credit transactions. */
  creditsEarned: z.number(),
  /** activeReferrals / totalReferrals, 0 to 1; 0 without any. */
  conversionRate: z.number(),
  /** Referrals made in the range. */
  newReferrals: z.number().int(),
  /** Null with `compare=none` and `period=all`. */
  trends: z
    .object(
      Object.fromEntries(REFERRAL_METRICS.map((name) => [name, Trend])) as Record<
        ReferralMetric,
        typeof Trend
      >,
    )
    .nullable(),
  /** By when referrals were made; `newReferrals` and `creditsEarned` add up to the range's. */
  series: z.array(
    z.object({
      start: Instant,
      end: Instant,
      newReferrals: z.number().int(),
      /** Users referred for the first time, by which `totalReferrals` grows. */
      newlyReferred: z.number().int(),
      creditsEarned: z.number(),
    }),
  ),
  /** Up to 10, by users referred in the range, then credits, then id. */
  topReferrers: z.array(z.object({ ...Profile.shape, ...ranked })),
  /** Up to 10, in the same order. */
  topCodes: z.array(z.object({ code: z.string(), ...ranked })),
  meta: Meta,
});
export type ReferralStats = z.infer<typeof ReferralStats>;

const Party = z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() });

/** GET /referrals/recent, latest first. */
export const RecentReferrals = z.object({
  referrals: z.array(
    z.object({
      id: z.string(),
      referrer: Party,
      referee: Party,
      code: z.string(),
      creditReward: z.number(),
      timestamp: Instant,
    }),
  ),
  /**
   * With `groupBy=referrer`, in place of `referrals`, which is empty: those with the most first; erased users are one,
   * `(erased)`.
   */
  people: z.array(z.object({ ...Profile.shape, count: z.number().int(), credits: z.number() })).optional(),
  /** Pass as `cursor` for the next page; null at the end. */
  nextCursor: z.string().nullable(),
  /** Different referrers of the whole list; on the first page. */
  totalUsers: z.number().int().optional(),
  /** Rewards of the whole list; on the first page. */
  totalCredits: z.number().optional(),
  meta: z.object({
    /** Null where no range was asked for. */
    start: Instant.nullable(),
    end: Instant.nullable(),
    timezone: z.string(),
    computedAt: Instant,
    pageSize: z.number().int(),
    /** On the first page. */
    totalRows: z.number().int().optional(),
    filters: z.record(z.string(), z.string()),
    sample: z.boolean(),
  }),
});
export type RecentReferrals = z.infer<typeof RecentReferrals>;
