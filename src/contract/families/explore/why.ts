import { z } from 'zod';
import type { CatalogueInput } from '../../../catalogue/index.ts';
import { Meta } from '../../common.ts';
import { activityFilters, anonymize, oneOf, rangeParams, rangeQuery, tableParams } from '../../query.ts';
import { WHY_METRICS } from './why-numbers.ts';

/** Numbers of which it is told why they changed. */
export const whyNumbers = (c: Pick<CatalogueInput, 'counters'>): string[] => [
  ...new Set([
    'activities',
    'activeUsers',
    'newUsers',
    'totalActivity',
    ...WHY_METRICS,
    ...Object.keys(c.counters),
  ]),
];

/** Each range has new accounts of its own, and other people who used something most: they aren't compared. */
const comparable = (c: CatalogueInput) => {
  const { account: _, mostUsed: __, paid: ___, ...filters } = activityFilters(c);
  return filters;
};

export const whyQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...rangeParams,
    ...comparable(c),
    number: oneOf(whyNumbers(c)).default('activities'),
    anonymize,
    ...tableParams,
  });
export type WhyQuery = z.infer<ReturnType<typeof whyQuery>>;

const hideable = z
  .number()
  .nullable()
  .describe('Null where it is of one to four people, or would tell of so few.');
const Numbers = { before: hideable, after: hideable, difference: hideable };

/** Those that share a value of a dimension. */
export const WhyPart = z.object({
  key: z
    .string()
    .describe("A value as a filter takes it; `(none)` for what has none, `(erased)` for erased users' part."),
  label: z.string(),
  ...Numbers,
  named: z.boolean().describe('One of the parts that explain the difference.'),
  filter: z
    .record(z.string(), z.string())
    .nullable()
    .describe(
      'Parameters by which `/activities`, `/usage-analytics` and other reports are of this part alone, in the range that they are asked of. Null where nothing is left to list.',
    ),
});
export type WhyPart = z.infer<typeof WhyPart>;

export const WhySplit = z.object({
  dimension: z
    .string()
    .describe(
      '`feature`, `action`, a breakdown, `hour`, `weekday`, `account`, `referralCode`, `paid`, `mostUsed`, `user`, or `segment.SLUG` of a saved segment.',
    ),
  /** Its named parts differ from the others by more than they usually do, and carry half of the difference at least. */
  explains: z.boolean(),
  score: z
    .number()
    .nullable()
    .describe(
      'How much it explains with how little: see the documentation. Comparable within one answer; null in an anonymised one.',
    ),
  share: z
    .number()
    .nullable()
    .describe('Of the difference, what the named parts carry; null where there is no difference.'),
  parts: z.array(WhyPart).describe('Those that changed most.'),
  others: z
    .object({ count: z.number().int(), ...Numbers })
    .nullable()
    .describe('All other parts together.'),
});
export type WhySplit = z.infer<typeof WhySplit>;

/** GET /explore/why */
export const Why = z.object({
  number: z.string(),
  ...Numbers,
  usual: z.number().nullable().describe('A difference up to this, up or down, is usual.'),
  answer: z.string().describe('What explains the difference, in a sentence.'),
  splits: z.array(WhySplit).describe('What explains most with least first.'),
  meta: Meta,
});
export type Why = z.infer<typeof Why>;
