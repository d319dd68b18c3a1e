import { z } from 'zod';
import type { CatalogueInput } from '../../../catalogue/index.ts';
import { Instant, Meta } from '../../common.ts';
import {
  activityFilters,
  anonymize,
  listRange,
  pageParams,
  rangeParams,
  rangeQuery,
  tableParams,
  whole,
} from '../../query.ts';
import { Profile } from '../platform/referrals.ts';
import { condition } from './step-params.ts';

/** Days of a window: a week, or four. */
export const WINDOWS = ['7', '28'] as const;
/** Days of a range, at most. */
export const MOST_DAYS = 366;

const stickinessParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  did: condition(c),
});

export const stickinessQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...stickinessParams(c),
    of: z.enum(WINDOWS, 'takes 7 or 28').default('7'),
    anonymize,
    ...tableParams,
    refresh: rangeParams.refresh,
  });
export type StickinessQuery = z.infer<ReturnType<typeof stickinessQuery>>;

export const stickinessPeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...stickinessParams(c),
    last: z.iso.date('takes a day of the range, such as 2026-03-08'),
    within: z.enum(['1', ...WINDOWS], 'takes 1, 7 or 28').default('7'),
    on: whole('on', 1, 28).optional(),
    ...pageParams,
    ...tableParams,
  });
export type StickinessPeopleQuery = z.infer<ReturnType<typeof stickinessPeopleQuery>>;

const count = z.number().int().nullable();
const Share = z.number().nullable().describe('From 0 to 1; null of nothing, or where a part is hidden.');
const unfinished = z.boolean().describe("Its last day isn't over: more may come.");

/** GET /explore/stickiness; null counts are of one to four people, or would tell of so few, in anonymised answers. */
export const Stickiness = z.object({
  days: z
    .array(
      z.object({
        day: z.string(),
        start: Instant,
        end: Instant,
        daily: count.describe('Active on that day.'),
        weekly: count.describe('Active on any of the 7 days that end with it.'),
        monthly: count.describe('Active on any of the 28 days that end with it.'),
        share: Share.describe('Daily of monthly.'),
        unfinished,
      }),
    )
    .describe('Each day of the range.'),
  mean: z
    .object({
      daily: z.number().nullable(),
      weekly: z.number().nullable(),
      monthly: z.number().nullable(),
      share: Share,
    })
    .describe('Of all days that are over and told.'),
  windows: z
    .array(
      z.object({
        first: z.string().describe('Its first day.'),
        last: z.string().describe('Its last day.'),
        people: count,
        on: z.array(count).describe('How many of them were active on 1 day, on 2, and so on.'),
        average: z.number().nullable().describe('Days on which one of them was active.'),
        unfinished,
      }),
    )
    .describe("Days in a row, as many as `of`; the last ends with the range's last day."),
  features: z
    .array(
      z.object({
        feature: z.string(),
        label: z.string(),
        people: count,
        on: z.array(count),
        average: z.number().nullable(),
      }),
    )
    .describe('The last window by feature, most days first; without `did`, `feature` and `action`.'),
  meta: Meta,
});
export type Stickiness = z.infer<typeof Stickiness>;

/** GET /explore/stickiness/people */
export const StickinessPeople = z.object({ people: z.array(Profile), meta: Meta });
