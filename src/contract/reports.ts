import { z } from 'zod';
import { Counters, Exact, Instant, Meta, Trend } from './common.ts';
import type { UsagePart } from './query.ts';

export const METRICS = [
  'totalUsers',
  'newUsers',
  'activeUsers',
  'totalSessions',
  'totalMediaItems',
  'revenue',
  'subscriptionRevenue',
  'captionGenerations',
  'babecockCreations',
  'mediaUploads',
] as const;
export type MetricName = (typeof METRICS)[number];

/**
 * Null only in an anonymised report, where the number is of fewer than five users or would tell one that is, and for a viewer,
 * where it is of so few people.
 */
const hideable = z.number().nullable() as unknown as z.ZodNumber;
const hideableTrend = Trend.nullable() as unknown as typeof Trend;

/** One bucket of the chart; a metric is null where it can't be told for the interval. */
export const SeriesPoint = z.object({
  start: Instant,
  end: Instant,
  activities: z.number(),
  activeUsers: z.number().nullable(),
  newUsers: hideable,
  sessions: z.number(),
  captionGenerations: z.number(),
  babecockCreations: z.number(),
  mediaUploads: z.number(),
  revenue: z.number(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

const OF_PEOPLE: readonly MetricName[] = ['totalUsers', 'newUsers', 'activeUsers'];
const metricNumbers = Object.fromEntries(
  METRICS.map((m) => [m, OF_PEOPLE.includes(m) ? hideable : z.number()]),
) as Record<MetricName, z.ZodNumber>;
const metricTrends = Object.fromEntries(
  METRICS.map((m) => [m, OF_PEOPLE.includes(m) ? hideableTrend : Trend]),
) as Record<MetricName, typeof Trend>;

/** GET /analytics. Money in minor units of `currency`. */
export const Analytics = z.object({
  ...metricNumbers,
  currency: z.string(),
  /** Purchases in other currencies, beside and never added in. */
  otherCurrencies: z.array(z.object({ currency: z.string(), amount: z.number() })),
  /** Null with `compare=none` and `period=all`. */
  trends: z.object(metricTrends).nullable(),
  series: z.array(SeriesPoint),
  /** The comparison range's buckets, by position; empty without one. */
  comparisonSeries: z.array(SeriesPoint),
  exact: Exact,
  meta: Meta,
});
export type Analytics = z.infer<typeof Analytics>;

export const UserRow = z.object({
  userId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  totalActivity: hideable,
  /** Log rows in the range. */
  activities: hideable,
  /** Of the range and its filters; null for a user without activity there. */
  lastActivityAt: Instant.nullable(),
  /** Of all time, whatever the filters; null for a user who was never active. */
  lastSeenAt: Instant.nullable(),
});
/** Beside these fields a row holds every counter of the catalogue by its name. */
export type UserRow = z.infer<typeof UserRow> & { [counter: string]: number | string | null };
const UserRowWithCounters = UserRow.catchall(z.union([z.number(), z.string(), z.null()]));

export const TopUser = z.looseObject({
  ...UserRow.shape,
  /** Activities by feature. */
  byFeature: z.record(z.string(), z.number()),
});
/** Beside these fields it holds every counter of the catalogue, as a row does. */
export type TopUser = z.infer<typeof TopUser>;

export const Distribution = z.array(z.object({ value: z.string(), label: z.string(), count: z.number() }));
export type Distribution = z.infer<typeof Distribution>;

export const FeatureUsage = z.object({
  feature: z.string(),
  label: z.string(),
  icon: z.string(),
  activities: z.number(),
  trend: Trend.nullable(),
  /** Each action's count in the range. */
  actions: z.array(z.object({ action: z.string(), label: z.string(), count: z.number() })),
  counters: Counters,
  /** By declared breakdown: theme, layout. */
  distributions: z.record(z.string(), Distribution),
});
export type FeatureUsage = z.infer<typeof FeatureUsage>;

/**
 * Totals without any individual; `totalSessions` and `totalMedia` are lifetime at the range's end. Null: hidden where
 * anonymised, or else not to be told any more, which `meta.missing` gives the reason of.
 */
export const UsageTotals = z.object({
  totalSessions: z.number().nullable(),
  totalCaptions: hideable,
  totalMedia: z.number().nullable(),
  activeUsers: hideable,
  activities: hideable,
  totalActivity: hideable,
  admin: z.object({
    actionsPerformed: hideable,
    usersManaged: z.number().nullable(),
    settingsChanged: hideable,
  }),
  counters: Counters,
  trends: z.record(z.string(), Trend.nullable()).nullable(),
});
export type UsageTotals = z.infer<typeof UsageTotals>;

const GroupUser = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

export const Group = z.object({
  /** By grouping name: `{ theme: 'JOI', day: '2026-03-15' }`. */
  key: z.record(z.string(), z.string()),
  label: z.string(),
  count: z.number(),
  /** Who it is of, where grouped by user. */
  user: GroupUser.optional(),
  /** In the comparison range; null without one, and where grouped by days. */
  previous: z.number().nullable(),
  trend: Trend.nullable(),
});
export type Group = z.infer<typeof Group>;

/** A group without its days, over the buckets of `meta.interval` from the range's start: every bucket is there. */
export const GroupSeries = z.object({
  key: z.record(z.string(), z.string()),
  label: z.string(),
  user: GroupUser.optional(),
  count: z.number(),
  trend: Trend.nullable(),
  counts: z.array(z.number()),
});
export type GroupSeries = z.infer<typeof GroupSeries>;

/** With `groupBy`. */
const grouped = {
  groups: z.array(Group).optional(),
  /** How many groups there are; `groups` holds a page of 1,000 at most (groupPage, groupPageSize). */
  totalGroups: z.number().int().optional(),
  /** Where grouped by days: the 50 largest over time, or the one whole where grouped by nothing else. */
  groupSeries: z.array(GroupSeries).optional(),
  /** What the counts of `groupSeries` are of, by position. */
  groupBuckets: z.array(z.object({ start: Instant, end: Instant })).optional(),
};

/** GET /usage-analytics: the parts asked for with `parts`, by default all; `groups` where grouped. */
export const UsageAnalytics = z.object({
  users: z.array(UserRowWithCounters).optional(),
  topUsers: z.array(TopUser).optional(),
  summary: UsageTotals.optional(),
  features: z.array(FeatureUsage).optional(),
  ...grouped,
  meta: Meta,
});
type UsageAnswer = Omit<z.infer<typeof UsageAnalytics>, 'users'> & { users?: UserRow[] };
type Always = Exclude<UsagePart, 'groups'>;
/** An answer with some parts for certain. Without a word of its own: one that was asked for whole. */
export type UsageAnalytics<Part extends UsagePart = Always> = UsageAnswer & Required<Pick<UsageAnswer, Part>>;

/** GET /usage-summary */
export const UsageSummary = z.object({
  summary: UsageTotals,
  features: z.array(FeatureUsage),
  ...grouped,
  meta: Meta,
});
export type UsageSummary = z.infer<typeof UsageSummary>;

/** GET /today: today up to the last full quarter of an hour, beside the same part of the same weekday before. */
export const Today = z.object({
  start: Instant,
  end: Instant.describe('Exclusive; equals start in the first minutes of a day.'),
  activities: z.number(),
  activeUsers: hideable,
  /** Up to six weeks back, the latest first; none from before the first activity. */
  earlier: z.array(z.object({ start: Instant, end: Instant, activities: z.number() })),
  /** Of anybody who counts here; null where there never was one. */
  lastActivityAt: Instant.nullable(),
  /** From the last activity, at most 24 hours back, up to `end`; `start` equals `end` where there is no such time. */
  sinceLast: z.object({
    start: Instant,
    end: Instant,
    earlier: z
      .array(z.number())
      .describe(
        'Activities in the same hours of the same weekdays, the latest first: what is usual for a time as silent as this one.',
      ),
  }),
  meta: Meta,
});
export type Today = z.infer<typeof Today>;

export const RecentActivity = z.object({
  eventId: z.string(),
  action: z.string(),
  feature: z.string(),
  timestamp: Instant,
  details: z.unknown(),
  sessionId: z.string().nullable(),
  visitId: z.string().nullable(),
});
export type RecentActivity = z.infer<typeof RecentActivity>;

/** GET /users/:userId/usage */
export const UserUsage = z.object({
  userId: z.string(),
  user: z.object({
    userId: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    role: z.string().nullable(),
    internal: z.boolean(),
    identified: z.boolean(),
    createdAt: Instant.nullable(),
    deletedAt: Instant.nullable(),
  }),
  /** Lifetime counters with `firstActivityAt`, `lastActivityAt` and `totalActivity`. */
  usageStats: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  /** The same counters in the range asked for; null when no range was given. */
  rangeStats: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).nullable(),
  /** Activities per day of the range (or of the last 365 days), zero days left out. */
  days: z.array(z.object({ day: z.string(), activities: z.number() })),
  byFeature: z.record(z.string(), z.number()),
  recentActivity: z.array(RecentActivity),
  /** Of users whom these rows name in details, by their ids; left out without any. */
  names: z.record(z.string(), z.string()).optional(),
  /** Pass as `cursor` for the next page; null at the end. */
  nextCursor: z.string().nullable(),
  meta: Meta,
});
export type UserUsage = z.infer<typeof UserUsage>;
