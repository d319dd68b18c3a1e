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
import { FUNNEL_COUNTS, windowMs } from './funnel.ts';
import { condition } from './step-params.ts';

const DIRECTIONS = ['after', 'before'] as const;
/** What a step of a way is told by. */
const PATH_NODES = ['action', 'feature'] as const;
const MOST_PATH_STEPS = 5;
const MOST_NEXT = 20;
const VISIT = 'visit';

const pathsParams = (c: CatalogueInput) => ({
  ...listRange,
  ...activityFilters(c),
  direction: z.enum(DIRECTIONS).default('after'),
  anchor: condition(c),
  steps: whole('steps', 1, MOST_PATH_STEPS).default(3),
  nodes: z.enum(PATH_NODES).default('action'),
  within: z
    .string()
    .refine(
      (text) => text === VISIT || !Number.isNaN(windowMs(text)),
      'takes visit, or minutes, hours or days up to 90 days, such as 30m, 12h or 7d',
    )
    .default(VISIT),
  repeats: z.enum(['fold', 'keep']).default('fold'),
  count: z.enum(FUNNEL_COUNTS).default('people'),
  most: whole('most', 1, MOST_NEXT).default(5),
});

export const pathsQuery = (c: CatalogueInput) =>
  rangeQuery({ ...pathsParams(c), anonymize, ...tableParams, refresh: rangeParams.refresh });
export type PathsQuery = z.infer<ReturnType<typeof pathsQuery>>;

export const pathPeopleQuery = (c: CatalogueInput) =>
  rangeQuery({
    ...pathsParams(c),
    path: z.string().max(4_000).optional(),
    who: z.enum(['went', 'ended', 'other']).default('went'),
    ...pageParams,
    ...tableParams,
  });
export type PathPeopleQuery = z.infer<ReturnType<typeof pathPeopleQuery>>;

/** Milliseconds of a window; null where a visit is meant. */
export const withinMs = (text: string): number | null => (text === VISIT ? null : windowMs(text));

const count = z.number().int().nullable();
const Share = z.number().nullable().describe('From 0 to 1; null of nothing, or where a part is hidden.');

/** Null counts are of one to four people, or would tell of so few: in anonymised answers, and for a viewer. */
export const PathNode = z.object({
  path: z
    .array(z.string())
    .describe('Actions (or features) from the beginning to here, nearest first; empty for the beginning.'),
  label: z.string().describe('What the last of them is called; empty for the beginning.'),
  count: count.describe('People (or tries) that went this way, however they went on.'),
  people: count.describe('Different people among them.'),
  ofAll: Share,
  ofBefore: Share,
  ended: count.describe('Went no further, though steps were left.'),
  open: count.describe('Those among them whose visit or window is not over.'),
  other: count.describe('Went on with a step that is not told here.'),
  others: count.describe('How many such steps there are.'),
});
export type PathNode = z.infer<typeof PathNode>;

/** GET /explore/paths */
export const Paths = z.object({
  nodes: z
    .array(PathNode)
    .describe('The beginning first; each way is followed by those that go on from it, the commonest first.'),
  meta: Meta,
});
export type Paths = z.infer<typeof Paths>;

/** GET /explore/paths/people: who went a way. */
export const PathPeople = z.object({
  people: z.array(
    Profile.extend({
      began: Instant.describe('When the activity came that it begins with, or the visit began (or ended).'),
      path: z.array(z.string()).describe('Where they went, as far as steps are told.'),
      times: z.array(Instant).describe('When each of these came.'),
    }),
  ),
  meta: Meta,
});
export type PathPeople = z.infer<typeof PathPeople>;
