import { z } from 'zod';
import { type CatalogueInput, plainDetails } from '../../../catalogue/index.ts';
import { Instant, Meta } from '../../common.ts';
import {
  activityFilters,
  anonymize,
  listRange,
  oneOf,
  pageParams,
  rangeParams,
  rangeQuery,
  tableParams,
  whole,
} from '../../query.ts';
import {
  type Exclusion,
  exclusionsText,
  MOST_STEPS,
  readExclusions,
  readSteps,
  type Step,
  stepsText,
} from '../../steps.ts';
import { Profile } from '../platform/referrals.ts';
import { spelt, stepNames } from './step-params.ts';

export const STEP_ORDERS = ['sequence', 'strict', 'any'] as const;
export const FUNNEL_COUNTS = ['people', 'tries'] as const;

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_WINDOW = 90 * UNITS.d;
const WINDOW = 'takes minutes, hours or days up to 90 days, such as 30m, 12h or 7d';

/** Milliseconds of a window: `30m`, `12h`, `7d`; NaN for anything else. */
export function windowMs(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})(m|h|d)$/.exec(text) ?? [];
  const ms = unit === undefined ? Number.NaN : Number(count) * UNITS[unit as keyof typeof UNITS];
  return ms <= LONGEST_WINDOW ? ms : Number.NaN;
}

/** What funnels are grouped by: a feature, an action or a detail of the activity that a try begins with. */
export const funnelGroupings = (c: CatalogueInput): string[] => [
  ...new Set(['feature', 'action', ...Object.keys(c.breakdowns), ...plainDetails(c)]),
];

const funnelParams = (c: CatalogueInput) => ({
  ...activityFilters(c),
  steps: spelt(c, readSteps, stepsText),
  exclude: spelt<Exclusion[]>(c, readExclusions, exclusionsText).optional(),
  order: z.enum(STEP_ORDERS).default('sequence'),
  window: z
    .string()
    .refine((text) => !Number.isNaN(windowMs(text)), WINDOW)
    .default('7d'),
  count: z.enum(FUNNEL_COUNTS).default('people'),
  groupBy: oneOf(funnelGroupings(c)).optional(),
});

export const funnelQuery = (c: CatalogueInput) =>
  rangeQuery({ ...rangeParams, ...funnelParams(c), anonymize, ...tableParams });
export type FunnelQuery = z.infer<ReturnType<typeof funnelQuery>>;

export const funnelPeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...listRange,
    ...funnelParams(c),
    bar: whole('bar', 1, MOST_STEPS),
    who: z.enum(['reached', 'lost']).default('reached'),
    /** A group's key; `(none)`, or empty, for those that tell none. */
    group: z.string().max(4_000).optional(),
    ...pageParams,
    ...tableParams,
  });
export type FunnelPeopleQuery = z.infer<ReturnType<typeof funnelPeopleQuery>>;

/** Steps of a query that was accepted. */
export const stepsOf = (c: CatalogueInput, { steps }: Pick<FunnelQuery, 'steps'>): Step[] =>
  readSteps(stepNames(c), steps) as Step[];
export const exclusionsOf = (c: CatalogueInput, { exclude }: Pick<FunnelQuery, 'exclude'>): Exclusion[] =>
  exclude === undefined ? [] : (readExclusions(stepNames(c), exclude) as Exclusion[]);

const count = z.number().int().nullable();
const Share = z.number().nullable().describe('From 0 to 1; null of nothing, or where a part is hidden.');
const Took = z.number().nullable().describe('Milliseconds; null where nobody got there, or it is hidden.');

/** Null counts are of one to four people, or would tell of so few: in anonymised answers, and for a viewer. */
export const FunnelStep = z.object({
  step: z.number().int().describe('Its place, from 1.'),
  label: z.string(),
  count: count.describe('People (or tries) that got here or further.'),
  previous: count.describe('The same of the comparison; null without one.'),
  ofFirst: Share,
  ofBefore: Share,
  lost: count.describe('Got to the step before and not here; null for the first.'),
  open: count.describe("Of those that got here and no further: their window isn't over."),
  median: Took.describe('Milliseconds from the step before, at least of half; null for the first.'),
  p90: Took,
});
export type FunnelStep = z.infer<typeof FunnelStep>;

const FunnelWhole = z.object({
  entered: count,
  completed: count,
  conversion: Share,
  previousConversion: Share,
  median: Took.describe('Milliseconds from the first step to the last, at least of half.'),
  p90: Took,
});

const FunnelPoint = z.object({
  start: Instant,
  end: Instant,
  unfinished: z.boolean().describe('Some tries that could begin in it would still have time.'),
  counts: z.array(z.number().int()),
});

/** GET /explore/funnel */
export const Funnel = z.object({
  steps: z.array(FunnelStep),
  total: FunnelWhole,
  groups: z
    .array(z.object({ key: z.string(), label: z.string(), steps: z.array(FunnelStep), total: FunnelWhole }))
    .optional()
    .describe('Most tries first, 25 at most; a file has all. What tells nothing has an empty key.'),
  totalGroups: z.number().int().optional(),
  series: z
    .array(FunnelPoint)
    .nullable()
    .describe('By when tries began: how many got to each step. Null where a number would tell of a few.'),
  comparisonSeries: z.array(FunnelPoint).nullable(),
  meta: Meta,
});
export type Funnel = z.infer<typeof Funnel>;

/** GET /explore/funnel/people: who is in a bar, or was lost before it. */
export const FunnelPeople = z.object({
  people: z.array(
    Profile.extend({
      reached: z.number().int().describe('The last step that was reached.'),
      group: z.string().optional(),
      times: z.array(Instant).describe('When each step was reached.'),
      tookMs: z.number().int().describe('From the first step to the last that was reached.'),
    }),
  ),
  meta: Meta,
});
export type FunnelPeople = z.infer<typeof FunnelPeople>;
