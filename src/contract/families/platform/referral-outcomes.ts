import { z } from 'zod';
import { Meta } from '../../common.ts';
import { listRange, oneOf, pageParams, rangeParams, rangeQuery, tableParams, whole } from '../../query.ts';
import { OUTCOME_STEPS, type OutcomeStep } from './outcome-steps.ts';
import { Profile } from './referrals.ts';

/** What referred people are told apart by: by week and month they signed up. */
export const OUTCOMES_BY = ['code', 'referrer', 'week', 'month'] as const;
export type OutcomesBy = (typeof OUTCOMES_BY)[number];

const outcomeParams = {
  ...listRange,
  by: oneOf(OUTCOMES_BY).default('code') as unknown as z.ZodDefault<z.ZodType<OutcomesBy>>,
  within: whole('within', 1, 365).optional(),
};

export const referralOutcomesQuery = () =>
  rangeQuery({ ...outcomeParams, ...tableParams, refresh: rangeParams.refresh });
export type ReferralOutcomesQuery = z.infer<ReturnType<typeof referralOutcomesQuery>>;

export const referralOutcomePeopleQuery = () =>
  rangeQuery({
    ...outcomeParams,
    /** Of one row, by its key; without it of all. */
    key: z.string().max(200).optional(),
    came: z.enum(['referred', 'otherwise'], 'takes referred or otherwise').default('referred'),
    step: oneOf(OUTCOME_STEPS).default('signedUp') as unknown as z.ZodDefault<z.ZodType<OutcomeStep>>,
    ...pageParams,
    ...tableParams,
  });
export type ReferralOutcomePeopleQuery = z.infer<ReturnType<typeof referralOutcomePeopleQuery>>;

export const ReferralOutcome = z.object({
  signedUp: z.number().int().describe('Accounts created in the range.'),
  active: z.number().int().describe('Of those, with an activity since the range began.'),
  created: z.number().int().describe('Of those that signed up, who made something: `totalActivity` above 0.'),
  open: z
    .number()
    .int()
    .describe("Of those that signed up, whose days aren't over: they may come yet. 0 without `within`."),
  paid: z.number().int().describe('Of those that signed up, who bought or subscribed.'),
  revenue: z.number().describe('Their purchases in minor units of `currency`, less refunds.'),
  credits: z.number().describe('What the referrals that they came by cost, in credits.'),
});
export type ReferralOutcome = z.infer<typeof ReferralOutcome>;

/** GET /referrals/outcomes: of people who signed up in a range, what became of those who were referred, and of all others. */
export const ReferralOutcomes = z.object({
  currency: z.string(),
  referred: ReferralOutcome,
  /** Whom nobody had referred. */
  otherwise: ReferralOutcome,
  rows: z
    .array(
      z.object({
        key: z.string().describe("A code, a referrer's id, or the first day of a week or month."),
        /** Who referred; null by anything else. */
        referrer: Profile.nullable(),
        ...ReferralOutcome.shape,
        otherwise: ReferralOutcome.nullable().describe(
          'Who signed up in the same time; null by code and referrer.',
        ),
      }),
    )
    .describe('By code and referrer those with the most people first, 100 at most; in a file all.'),
  meta: Meta,
});
export type ReferralOutcomes = z.infer<typeof ReferralOutcomes>;

/** GET /referrals/outcomes/people */
export const ReferralOutcomePeople = z.object({ people: z.array(Profile), meta: Meta });
export type ReferralOutcomePeople = z.infer<typeof ReferralOutcomePeople>;
