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

export const COHORT_UNITS = ['day', 'week', 'month'] as const;
export type CohortUnit = (typeof COHORT_UNITS)[number];
/** Periods that people begin in, at most, and periods after them. */
export const MOST_COHORTS: Readonly<Record<CohortUnit, number>> = { day: 92, week: 104, month: 60 };
const MOST_PERIODS = 104;

const cohortParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  interval: z.enum(COHORT_UNITS, 'takes day, week or month').default('week'),
  start: condition(c),
  return: condition(c),
  begin: z.enum(['first', 'any']).default('first'),
  mode: z.enum(['on', 'by']).default('on'),
  periods: whole('periods', 1, MOST_PERIODS).default(12),
});

export const cohortsQuery = (c: CatalogueInput) =>
  rangeQuery({ ...cohortParams(c), anonymize, ...tableParams, refresh: rangeParams.refresh });
export type CohortsQuery = z.infer<ReturnType<typeof cohortsQuery>>;

export const cohortPeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...cohortParams(c),
    cohort: z.iso.date('takes the first day of a period of the answer, such as 2026-03-02'),
    n: whole('n', 0, MOST_PERIODS),
    who: z.enum(['came', 'away']).default('came'),
    ...pageParams,
    ...tableParams,
  });
export type CohortPeopleQuery = z.infer<ReturnType<typeof cohortPeopleQuery>>;

const Cell = z.object({
  count: z
    .number()
    .int()
    .nullable()
    .describe('Null where it is of one to four people, or would tell of so few.'),
  share: z.number().nullable().describe('Of its cohort, from 0 to 1.'),
  unfinished: z.boolean().describe("The period isn't over: more may come."),
});

/** GET /explore/retention */
export const Cohorts = z.object({
  cohorts: z.array(
    z.object({
      day: z.string().describe('First day of the period that they began in.'),
      start: Instant,
      end: Instant,
      size: z.number().int().nullable(),
      cells: z.array(Cell).describe('By period after the first: the next one first. None that lies ahead.'),
    }),
  ),
  curve: z
    .array(
      z.object({
        n: z.number().int(),
        share: z.number().nullable(),
        came: z.number().int(),
        of: z.number().int(),
      }),
    )
    .describe('Of all cohorts whose period n is over and told.'),
  meta: Meta,
});
export type Cohorts = z.infer<typeof Cohorts>;

/** GET /explore/retention/people */
export const CohortPeople = z.object({
  people: z.array(Profile),
  meta: Meta,
});
export type CohortPeople = z.infer<typeof CohortPeople>;
