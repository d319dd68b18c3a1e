import { z } from 'zod';
import { Instant, Meta } from '../../common.ts';
import { listRange, oneOf, pageParams, rangeParams, rangeQuery, tableParams, whole } from '../../query.ts';
import { LIKER_STEPS, type LikerStep } from './liker-steps.ts';
import { Profile } from './referrals.ts';

/** What shares and those who liked them are told apart by: by week and month of the share, and of the first like. */
export const LIKES_BY = ['kind', 'owner', 'week', 'month'] as const;
export type LikesBy = (typeof LIKES_BY)[number];

const likeParams = {
  ...listRange,
  by: oneOf(LIKES_BY).default('kind') as unknown as z.ZodDefault<z.ZodType<LikesBy>>,
  within: whole('within', 1, 365).optional(),
};

export const likeOutcomesQuery = () =>
  rangeQuery({ ...likeParams, ...tableParams, refresh: rangeParams.refresh });
export type LikeOutcomesQuery = z.infer<ReturnType<typeof likeOutcomesQuery>>;

export const likeOutcomePeopleQuery = () =>
  rangeQuery({
    ...likeParams,
    /** Of one row, by its key; without it of all. */
    key: z.string().max(200).optional(),
    step: oneOf(LIKER_STEPS).default('likers') as unknown as z.ZodDefault<z.ZodType<LikerStep>>,
    ...pageParams,
    ...tableParams,
  });
export type LikeOutcomePeopleQuery = z.infer<ReturnType<typeof likeOutcomePeopleQuery>>;

export const LikeOutcome = z.object({
  shared: z.number().int().describe('Sessions and media shared in the range that stand at its end.'),
  liked: z
    .number()
    .int()
    .describe('Of those, with a like given before the end of the range that stands at it.'),
  likers: z.number().int().describe('People who gave a like in the range that stands at its end.'),
  firstLikers: z.number().int().describe('Of those, whose first like of all was in the range.'),
  newcomers: z.number().int().describe('Of those, who had made nothing before it: no `totalActivity`.'),
  created: z
    .number()
    .int()
    .describe('Of the newcomers, who made something after it; with `within` in these days.'),
  open: z
    .number()
    .int()
    .describe('Of the newcomers, who made nothing yet and still have time: all of them without `within`.'),
  left: z.number().int().describe('Of the newcomers, who made nothing in their days.'),
  median: z
    .number()
    .nullable()
    .describe(
      'Milliseconds from the first like to what they made first, at least of half of `created`; null for nobody.',
    ),
});
export type LikeOutcome = z.infer<typeof LikeOutcome>;

/** GET /community/outcomes: from shares to likes, and to the first that those who liked made themselves. */
export const LikeOutcomes = z.object({
  ...LikeOutcome.shape,
  rows: z
    .array(
      z.object({
        key: z
          .string()
          .describe(
            "A kind of share, an owner's id, or the first day of a week or month. Empty for shares that nobody told of, and of erased owners.",
          ),
        /** Whose shares they are; null by anything else. */
        owner: Profile.nullable(),
        ...LikeOutcome.omit({ likers: true }).shape,
      }),
    )
    .describe('By kind and owner those with the most first likers first, 100 at most; in a file all.'),
  meta: Meta,
});
export type LikeOutcomes = z.infer<typeof LikeOutcomes>;

/** GET /community/outcomes/people, the latest first like first. */
export const LikeOutcomePeople = z.object({
  people: z.array(
    z.object({
      ...Profile.shape,
      firstLikedAt: Instant,
      /** What they made first of all, before or after it; null for nothing. */
      firstMadeAt: Instant.nullable(),
    }),
  ),
  meta: Meta,
});
export type LikeOutcomePeople = z.infer<typeof LikeOutcomePeople>;
