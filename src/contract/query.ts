import { z } from 'zod';
import { type CatalogueInput, plainDetails } from '../catalogue/index.ts';
import { ALIGNMENTS, COMPARISONS, INTERVALS } from './common.ts';
import { isSlug, LONGEST_SLUG, NOT } from './families/segments/slug.ts';
import { conditionsText, type PeopleTexts, readPersonTest } from './person-filter.ts';

const PERIOD =
  /^(?:\d{1,4}days|\d{1,4}d|\d{1,4}h|today|yesterday|(?:last_)?(?:week|month|quarter|year)|all)$/;

export const PERIODS =
  'takes today, yesterday, week, month, quarter, year, last_week, last_month, last_quarter, last_year, all, or 1 to 9999 days or hours, such as 30days, 7d or 24h';

const THREE_LETTERS = /^(CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;

export const isTimezone = (zone: string): boolean => {
  // `IST` is India, Israel and Ireland: browsers know such names, calendars and databases others or none.
  if (/^[a-z]{3}$/i.test(zone) && !THREE_LETTERS.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone);
  } catch {
    return false;
  }
};

export const whole = (name: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `${name} takes a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `${name} takes a whole number from ${min} to ${max}`)
    .meta({ minimum: min, maximum: max });

const flag = (name: string) =>
  z.enum(['true', 'false'], `${name} takes true or false`).transform((v) => v === 'true');

export const DATES = 'takes a date (2026-03-15) or an instant (2026-03-15T14:30:00Z)';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/, DATES);

const ZONE = 'takes an IANA time zone, such as Europe/Berlin or UTC';
export const Timezone = z.string(ZONE).refine(isTimezone, ZONE);

/** The range parameters, the same for every report. Aliases `from`/`to` are renamed before parsing. */
export const rangeParams = {
  period: z.string().regex(PERIOD, PERIODS).optional(),
  startDate: day.optional(),
  endDate: day.optional(),
  timezone: Timezone.optional(),
  interval: z.enum(['auto', ...INTERVALS]).default('auto'),
  compare: z.enum(COMPARISONS).default('previous_period'),
  compareStartDate: day.optional(),
  align: z.enum(ALIGNMENTS).default('none'),
  excludeInternal: flag('excludeInternal').default(true),
  refresh: z.enum(['force']).optional(),
};

/** The range where a query over one names none; beside dates there is no period. */
const USUAL_PERIOD = '30days';

interface Ranged {
  readonly period?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

/** The query of an endpoint that always has a range. */
export function rangeQuery<Shape extends z.ZodRawShape & { readonly period: typeof rangeParams.period }>(
  shape: Shape,
) {
  const told = { ...shape, period: shape.period.meta({ default: USUAL_PERIOD }) } as Shape;
  return z.strictObject(told).overwrite(withPeriod);
}

/** Fills in the usual range where a query names none. */
export function withPeriod<Query>(query: Query): Query {
  const { period, startDate, endDate } = query as Ranged;
  return (period ?? startDate ?? endDate) === undefined ? { ...query, period: USUAL_PERIOD } : query;
}

/** Rows a page. */
export const pageSize = (usual: number) => whole('pageSize', 1, 500).default(usual);

export const pageParams = {
  page: whole('page', 1, 1_000_000).default(1),
  pageSize: pageSize(20),
};

export const logParams = {
  cursor: z.string().max(200).optional(),
  pageSize: pageSize(20),
  action: z.string().optional(),
  feature: z.string().optional(),
};

export const oneOf = (names: readonly string[]) =>
  z.enum(names as [string, ...string[]], `takes ${names.join(', ')}`);

/** What `groupBy` accepts: fixed dimensions, every breakdown and every other declared detail. */
export const groupings = (c: CatalogueInput): string[] => [
  ...new Set(['day', 'feature', 'action', 'user', ...Object.keys(c.breakdowns), ...plainDetails(c)]),
];

/** What `sortBy` accepts. */
export const sortKeys = (c: CatalogueInput): string[] => [
  'totalActivity',
  'lastActivityAt',
  'lastSeenAt',
  'activities',
  ...Object.keys(c.counters),
];

/** One action or several with commas between, each once and in one order, so that equal questions are equal. */
const actionList = (c: CatalogueInput) =>
  z
    .string()
    .max(4_000)
    .transform((text) => [...new Set(text.split(','))].sort())
    .pipe(z.array(oneOf(Object.keys(c.actions))).min(1));

/** People by what they are in the range that is asked about. */
export const ACCOUNTS = ['new', 'returning'] as const;

/** People by whether they had paid when the range that is asked about began. */
export const PAID = ['before', 'notYet'] as const;

const OF_SEGMENT = `takes the slug of a segment (1 to ${LONGEST_SLUG} small letters, digits and hyphens between them, such as about-to-leave), or not:SLUG for everybody else`;

/** Filters over activity, accepted names from the catalogue. `details` holds `filter[details.NAME]`. */
export function activityFilters(c: CatalogueInput) {
  return {
    feature: oneOf(Object.keys(c.features)).optional(),
    action: actionList(c).optional(),
    userId: z.string().min(1).max(200).optional(),
    search: z.string().min(1).max(200).optional(),
    segment: z
      .string(OF_SEGMENT)
      .refine((text) => isSlug(text.startsWith(NOT) ? text.slice(NOT.length) : text), OF_SEGMENT)
      .optional(),
    account: oneOf(ACCOUNTS).optional(),
    referralCode: z.string().min(1).max(200).optional(),
    paid: oneOf(PAID).optional(),
    mostUsed: oneOf(Object.keys(c.features)).optional(),
    hour: whole('hour', 0, 23).optional(),
    weekday: whole('weekday', 1, 7).optional(),
    // Made by the reader of the query, under any names: a record would leave `__proto__` out.
    details: z.custom<Readonly<Record<string, string>>>().optional(),
    ...Object.fromEntries(
      Object.keys(c.breakdowns).map((name) => [name, z.string().min(1).max(100).optional()]),
    ),
  } as {
    feature: z.ZodOptional<z.ZodType<string>>;
    action: z.ZodOptional<z.ZodType<string[], string>>;
    userId: z.ZodOptional<z.ZodString>;
    search: z.ZodOptional<z.ZodString>;
    segment: z.ZodOptional<z.ZodString>;
    account: z.ZodOptional<z.ZodType<string>>;
    referralCode: z.ZodOptional<z.ZodString>;
    paid: z.ZodOptional<z.ZodType<string>>;
    mostUsed: z.ZodOptional<z.ZodType<string>>;
    hour: z.ZodOptional<z.ZodType<number, string>>;
    weekday: z.ZodOptional<z.ZodType<number, string>>;
    details: z.ZodOptional<z.ZodType<Readonly<Record<string, string>>>>;
  };
}

const columns = z
  .string()
  .min(1)
  .max(4_000)
  .transform((text) => text.split(','));

const FORMATS = 'takes json, csv or ndjson';

/** How a list is sent. `columns` picks and orders them; the byte order mark is for old spreadsheets. */
export const tableParams = {
  format: z.enum(['json', 'csv', 'ndjson'], FORMATS).default('json'),
  columns: columns.optional(),
  bom: flag('bom').default(false),
};

/** The range of a list, which has no chart and is compared with nothing. */
export const listRange = {
  period: rangeParams.period,
  startDate: rangeParams.startDate,
  endDate: rangeParams.endDate,
  timezone: rangeParams.timezone,
  excludeInternal: rangeParams.excludeInternal,
};

/** Of which time the number is that rows are sorted by; `change` is that of the range less that of the comparison. */
export const SORTED_AS = ['now', 'previous', 'change'] as const;

const sorted = (c: CatalogueInput) => ({
  sortBy: oneOf(sortKeys(c)).default('totalActivity'),
  sortAs: z.enum(SORTED_AS).default('now'),
  sortOrder: z.enum(['asc', 'desc']).default('desc'),
});

export const anonymize = flag('anonymize').default(false);

/** Lists accounts in place of active users: those that `newUsers` counts, or those that `totalUsers` does. */
const joined = z.enum(['range', 'ever'], 'takes range or ever').optional();

/** Conditions on who is listed: `people[NAME]`, each in the one spelling that equal ones share. */
const people = (c: CatalogueInput) =>
  z
    .custom<PeopleTexts>()
    .transform((given, ctx) => {
      const texts: Record<string, string> = Object.create(null);
      for (const [name, text] of Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))) {
        const read = readPersonTest(c, name, text);
        if (typeof read === 'string') ctx.addIssue({ code: 'custom', path: [name], message: read });
        else texts[name] = conditionsText(read.conditions);
      }
      return texts as PeopleTexts;
    })
    .optional();

/** What `/usage-analytics` is made of. */
export const USAGE_PARTS = ['users', 'topUsers', 'summary', 'features', 'groups'] as const;
export type UsagePart = (typeof USAGE_PARTS)[number];

/** Some parts of an answer, in one order, so that equal questions are equal. */
const parts = z
  .string()
  .max(200)
  .transform((text) => USAGE_PARTS.filter((part) => text.split(',').includes(part)).concat(unknownIn(text)))
  .pipe(z.array(z.enum(USAGE_PARTS, `takes ${USAGE_PARTS.join(', ')}, or several with commas`)).min(1))
  .default([...USAGE_PARTS]);

const unknownIn = (text: string) =>
  text.split(',').filter((part) => !(USAGE_PARTS as readonly string[]).includes(part)) as UsagePart[];

const ofNobody = z
  .string()
  .refine(() => false, "isn't taken here, where no individual is told of: ask /usage-analytics")
  .optional();

const groupedBy = (names: readonly string[]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(oneOf(names))
        .max(2, 'takes one grouping, or two with a comma between')
        .refine(
          (asked) => new Set(asked).size === asked.length,
          'takes each grouping once; leave the second out, or take another',
        ),
    )
    .optional();

/** `/usage-analytics` and what shares its filters. */
export const usageQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...rangeParams,
    ...pageParams,
    ...activityFilters(c),
    groupBy: groupedBy(groupings(c)),
    ...sorted(c),
    include: z.enum(['inactive']).optional(),
    joined,
    people: people(c),
    groupPage: whole('groupPage', 1, 1_000_000).default(1),
    groupPageSize: whole('groupPageSize', 1, 1_000).default(1_000),
    anonymize,
    parts,
    ...tableParams,
  });
export type UsageQuery = z.infer<ReturnType<typeof usageQuery>>;

export const analyticsQuery = () => rangeQuery(rangeParams);
export type AnalyticsQuery = z.infer<ReturnType<typeof analyticsQuery>>;

export const todayQuery = () =>
  z.strictObject({
    timezone: rangeParams.timezone,
    excludeInternal: rangeParams.excludeInternal,
    refresh: rangeParams.refresh,
  });
export type TodayQuery = z.infer<ReturnType<typeof todayQuery>>;

/** `/usage-summary`: the filters of the others, but those that pick users: it tells of no individual. */
export const summaryQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...rangeParams,
    ...activityFilters(c),
    userId: ofNobody,
    search: ofNobody,
    groupBy: groupedBy(['day', 'feature', 'action', ...Object.keys(c.breakdowns)]),
    anonymize,
  });
export type SummaryQuery = z.infer<ReturnType<typeof summaryQuery>>;

/** Without a range, counters are lifetime ones; nothing is compared unless it is asked for. */
export const userUsageQuery = () =>
  z.strictObject({ ...rangeParams, compare: rangeParams.compare.unwrap().default('none'), ...logParams });
export type UserUsageQuery = z.infer<ReturnType<typeof userUsageQuery>>;

/** `/users/export/csv`: everybody whom `/usage-analytics` would list. */
export const usersExportQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...listRange,
    // Only what rows are compared with: a file has no totals.
    compare: rangeParams.compare,
    compareStartDate: rangeParams.compareStartDate,
    align: rangeParams.align,
    ...activityFilters(c),
    ...sorted(c),
    include: z.enum(['inactive']).optional(),
    joined,
    people: people(c),
    anonymize,
    ...tableParams,
    format: z.enum(['csv', 'ndjson'], 'takes csv or ndjson').default('csv'),
  });
export type UsersExportQuery = z.infer<ReturnType<typeof usersExportQuery>>;

/** `/activities`: the rows of the log behind a number. */
export const activitiesQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...listRange,
    ...activityFilters(c),
    cursor: z.string().max(400).optional(),
    pageSize: pageParams.pageSize,
    anonymize: z.enum(['false'], "isn't possible here: each row is of one person").optional(),
    ...tableParams,
  });
export type ActivitiesQuery = z.infer<ReturnType<typeof activitiesQuery>>;
