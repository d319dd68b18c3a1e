import { z } from 'zod';
import type { CatalogueInput } from '../../../catalogue/index.ts';
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
import { Profile } from '../platform/referrals.ts';
import { BEGINNER_STATES, BEGINNINGS, USES } from './first-use-choices.ts';

/** What is told of as first: a feature, an action, or what a breakdown tells. */
export const firstUseGroupings = (c: CatalogueInput): string[] => [
  ...new Set(['feature', 'action', ...Object.keys(c.breakdowns)]),
];

/** Days after which who is back has stayed, at most. */
const LONGEST = 90;

const firstUseParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  groupBy: oneOf(firstUseGroupings(c)).default('feature'),
  begin: z.enum(BEGINNINGS, 'takes activity or joined').default('activity'),
  days: whole('days', 1, LONGEST).default(7),
});

export const firstUseQuery = (c: CatalogueInput) =>
  rangeQuery({ ...firstUseParams(c), anonymize, ...tableParams, refresh: rangeParams.refresh });
export type FirstUseQuery = z.infer<ReturnType<typeof firstUseQuery>>;

export const firstUsePeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...firstUseParams(c),
    group: z.string().max(4_000).optional(),
    use: z.enum(USES, 'takes first or used').default('first'),
    state: z.enum(BEGINNER_STATES, 'takes stayed, left or open').optional(),
    ...pageParams,
    ...tableParams,
  });
export type FirstUsePeopleQuery = z.infer<ReturnType<typeof firstUsePeopleQuery>>;

const count = z.number().int().nullable();
const Share = z.number().nullable().describe('From 0 to 1; null of nothing, or where a part is hidden.');

/** People who began, by what became of them. Null counts are of one to four people, or would tell of so few. */
const Beginners = z.object({
  people: count,
  stayed: count.describe('Active again on day `days` after the beginning, or later.'),
  left: count.describe('Not active since day `days`, which is over; who comes back later has stayed.'),
  open: count.describe("Day `days` isn't over: they count neither as stayed nor as left."),
  stays: Share.describe('Stayed, of those whose day `days` is over.'),
});
export type Beginners = z.infer<typeof Beginners>;

export const FirstUseGroup = z.object({
  key: z.string().describe('`(none)` for those who used none in their first days.'),
  label: z.string(),
  first: Beginners.extend({ share: Share.describe('Of all who began.') }).describe('Whose first it was.'),
  used: Beginners.extend({
    share: Share.describe('Of all who began.'),
    ofStayed: Share.describe('Of all who stayed.'),
    ofLeft: Share.describe('Of all who left.'),
  }).describe('Who used it in their first days, first or later.'),
});
export type FirstUseGroup = z.infer<typeof FirstUseGroup>;

/** GET /explore/first-use */
export const FirstUse = z.object({
  total: Beginners,
  groups: z.array(FirstUseGroup).describe('Most first; who used none comes last.'),
  meta: Meta,
});
export type FirstUse = z.infer<typeof FirstUse>;

/** GET /explore/first-use/people: the latest beginning first. */
export const FirstUsePeople = z.object({
  people: z.array(
    Profile.extend({
      began: Instant,
      state: z.enum(BEGINNER_STATES),
      first: z.string().nullable().describe('Key of what came first; null for none.'),
      firstAt: Instant.nullable(),
    }),
  ),
  meta: Meta,
});
export type FirstUsePeople = z.infer<typeof FirstUsePeople>;
