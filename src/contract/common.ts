import { z } from 'zod';

/** An instant as ISO 8601 with milliseconds, UTC: `2026-03-15T14:30:00.000Z`. */
export const Instant = z.string();

/**
 * Sums of money that a JSON number rounds, those beyond 2^53 − 1, in full by the field's path; absent where
 * there are none.
 */
export const Exact = z
  .record(z.string(), z.string())
  .optional()
  .describe('Sums beyond 2^53 - 1, which a JSON number rounds, in full: digits by the path of the field.');

/** A number against the comparison range. `changePercent` is null where the previous value is 0. */
export const Trend = z.object({
  current: z.number(),
  previous: z.number(),
  change: z.number(),
  changePercent: z.number().nullable(),
  direction: z.enum(['up', 'down', 'flat']),
});
export type Trend = z.infer<typeof Trend>;

/** What a range is compared with; `custom` begins where `compareStartDate` says. */
export const COMPARISONS = ['previous_period', 'previous_year', 'custom', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a comparison is shifted to: as told by `compare` alone, or by whole weeks to the same weekday. */
export const ALIGNMENTS = ['none', 'weekday'] as const;

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** What the server understood and how fresh the answer is. */
export const Meta = z.object({
  start: Instant,
  end: Instant.describe('Exclusive.'),
  timezone: z.string(),
  interval: z.enum(INTERVALS),
  align: z.enum(ALIGNMENTS),
  comparison: z.object({ start: Instant, end: Instant }).nullable(),
  computedAt: Instant,
  cached: z.boolean().describe('Not computed for this request.'),
  expiresAt: Instant.nullable(),
  totalRows: z
    .number()
    .int()
    .nullable()
    .optional()
    .describe('Null where an anonymised report would tell by it of one to four people.'),
  /** Users whose row has no activity of the range: they are there for signals, by `include` or by `joined`. */
  inactiveRows: z.number().int().optional().describe('Of totalRows, users without activity in the range.'),
  /** Absent where the rows of all pages add up to `summary.activities`, and in anonymised reports. */
  notInRows: z
    .object({ activities: z.number().int(), reason: z.string() })
    .optional()
    .describe('Activities of the report that are in no row of its people, and whose they are.'),
  page: z.number().int().optional(),
  pageSize: z.number().int().optional(),
  filters: z.record(z.string(), z.string()).describe('What was understood of the filters.'),
  /** Answered from columns built beforehand, from the log under a statement timeout, or from the platform's facts. */
  source: z.enum(['chronicle', 'log', 'facts']),
  missing: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Parts of the answer that are null since retention removed what they need, or a worker of Citus is away, each with why.',
    ),
  away: z
    .string()
    .optional()
    .describe(
      'A worker of Citus that can’t be reached, as `host:port`; blocks on the coordinator tell this answer.',
    ),
  unidentifiedUsers: z.number().int().optional().describe('Users known only by their activity.'),
  sample: z.boolean().describe('The numbers are of the sample platform, not of real users.'),
});
export type Meta = z.infer<typeof Meta>;

/** RFC 9457: every error of the API. `fields` names each bad parameter and what is accepted. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  fields: z
    .record(z.string(), z.string())
    .optional()
    .describe('Each bad parameter or field, with what is accepted.'),
  results: z
    .array(z.object({ outcome: z.string(), reason: z.string().optional(), message: z.string().optional() }))
    .optional()
    .describe('What became of each activity or fact, where they were judged.'),
  away: z
    .string()
    .optional()
    .describe('A worker of Citus, as `host:port`, that can’t be reached and holds what the answer needs.'),
  answeredUntil: Instant.optional().describe(
    'Where an earlier range is answered meanwhile: reports that look no further than this are.',
  ),
});
export type Problem = z.infer<typeof Problem>;

/** The number of a counter in a range; null while a new counter waits for `rebuild`. */
export const Counters = z.record(z.string(), z.number().nullable());
export type Counters = z.infer<typeof Counters>;
