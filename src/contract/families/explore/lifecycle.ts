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
} from '../../query.ts';
import { Profile } from '../platform/referrals.ts';
import { COHORT_UNITS } from './cohorts.ts';
import { LIFECYCLE_STATES } from './lifecycle-states.ts';
import { condition } from './step-params.ts';

const lifecycleParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  interval: z.enum(COHORT_UNITS, 'takes day, week or month').default('week'),
  did: condition(c),
});

export const lifecycleQuery = (c: CatalogueInput) =>
  rangeQuery({ ...lifecycleParams(c), anonymize, ...tableParams, refresh: rangeParams.refresh });
export type LifecycleQuery = z.infer<ReturnType<typeof lifecycleQuery>>;

export const lifecyclePeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...lifecycleParams(c),
    day: z.iso.date('takes the first day of a period of the answer, such as 2026-03-02'),
    state: z.enum(LIFECYCLE_STATES, 'takes new, returning, resurrected or dormant'),
    ...pageParams,
    ...tableParams,
  });
export type LifecyclePeopleQuery = z.infer<ReturnType<typeof lifecyclePeopleQuery>>;

const count = z.number().int().nullable();

/** GET /explore/lifecycle; null counts are of a period with a number of one to four people, in anonymised answers. */
export const Lifecycle = z.object({
  periods: z.array(
    z.object({
      day: z.string().describe('Its first day.'),
      start: Instant,
      end: Instant,
      active: count.describe('New, returning and resurrected.'),
      new: count.describe('There for the first time ever.'),
      returning: count.describe('There, and in the period before.'),
      resurrected: count.describe('There, not in the period before, and once before that.'),
      dormant: count.describe('There in the period before, and not in this one.'),
      unfinished: z.boolean().describe("The period isn't over: who is dormant may still come."),
    }),
  ),
  meta: Meta,
});
export type Lifecycle = z.infer<typeof Lifecycle>;

/** GET /explore/lifecycle/people */
export const LifecyclePeople = z.object({ people: z.array(Profile), meta: Meta });
