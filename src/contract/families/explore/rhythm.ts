import { z } from 'zod';
import type { CatalogueInput } from '../../../catalogue/index.ts';
import { Meta } from '../../common.ts';
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

const rhythmParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  did: condition(c),
});

export const rhythmQuery = (c: CatalogueInput) =>
  rangeQuery({ ...rhythmParams(c), anonymize, ...tableParams, refresh: rangeParams.refresh });
export type RhythmQuery = z.infer<ReturnType<typeof rhythmQuery>>;

export const rhythmPeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...rhythmParams(c),
    weekday: whole('weekday', 1, 7),
    hour: whole('hour', 0, 23),
    ...pageParams,
    ...tableParams,
  });
export type RhythmPeopleQuery = z.infer<ReturnType<typeof rhythmPeopleQuery>>;

const count = z.number().int().nullable();
const hours = z
  .number()
  .describe(
    'How often the range has this hour, as far as it has gone by: an hour that the clock shows twice counts twice, one that it skips never, and one that is cut as far as it goes.',
  );

/** An hour of the week. Null counts are of one to four people, or would tell of so few, in anonymised answers. */
export const RhythmCell = z.object({
  weekday: z.number().int().describe('1 is Monday, 7 Sunday.'),
  hour: z.number().int().describe("0 to 23, of the zone's clock."),
  hours,
  activities: count,
  people: count.describe('Different people, each once in an hour of the week.'),
  mean: z.number().nullable().describe('Activities in one such hour; null where the range has none.'),
});
export type RhythmCell = z.infer<typeof RhythmCell>;

/** GET /explore/rhythm */
export const Rhythm = z.object({
  cells: z.array(RhythmCell).describe('All 168, those of Monday first.'),
  total: z.object({ hours, activities: count, people: count, mean: RhythmCell.shape.mean }),
  meta: Meta,
});
export type Rhythm = z.infer<typeof Rhythm>;

/** GET /explore/rhythm/people: most activities first. */
export const RhythmPeople = z.object({
  people: z.array(Profile.extend({ activities: z.number().int().describe('In that hour of the week.') })),
  meta: Meta,
});
export type RhythmPeople = z.infer<typeof RhythmPeople>;
