import { z } from 'zod';
import { type CatalogueInput, personNumbers } from '../../../catalogue/index.ts';
import { Instant, Meta } from '../../common.ts';
import { anonymize, pageParams, rangeParams, tableParams, whole } from '../../query.ts';
import { MOST_RULES, type RuleNames, type Rules, readRules, rulesText } from '../../rules.ts';
import { Profile } from '../platform/referrals.ts';
import { stepNames } from './step-params.ts';

/** What rules may name. */
export const ruleNames = (c: CatalogueInput): RuleNames => ({ ...stepNames(c), numbers: personNumbers(c) });

/** Rules that were accepted. */
export const readGivenRules = (c: CatalogueInput, text: string): Rules =>
  readRules(ruleNames(c), text) as Rules;

/** Characters of rules. */
export const LONGEST_RULES = 8_000;

const ruleParams = (c: CatalogueInput) => ({
  rules: z
    .string(`takes rules, such as did:${Object.keys(c.actions)[0]}:>=3:30days;joined:>90days`)
    .max(LONGEST_RULES)
    .transform((given, ctx) => {
      const found = readRules(ruleNames(c), given);
      if (typeof found !== 'string') return rulesText(found);
      ctx.addIssue({ code: 'custom', message: found });
      return z.NEVER;
    }),
  timezone: rangeParams.timezone,
});

export const peopleSizeQuery = (c: CatalogueInput) =>
  z.strictObject({ ...ruleParams(c), anonymize, refresh: rangeParams.refresh });
export type PeopleSizeQuery = z.infer<ReturnType<typeof peopleSizeQuery>>;

export const peopleListQuery = (c: CatalogueInput) =>
  z.strictObject({
    ...ruleParams(c),
    sortBy: whole('sortBy', 1, MOST_RULES).optional(),
    sortOrder: z.enum(['asc', 'desc']).default('desc'),
    ...pageParams,
    ...tableParams,
  });
export type PeopleListQuery = z.infer<ReturnType<typeof peopleListQuery>>;

/** GET /explore/people/size */
export const PeopleSize = z.object({
  size: z
    .number()
    .int()
    .nullable()
    .describe('Who fits. Null where they, or all others, are one to four and nobody may be told of.'),
  of: z.number().int().describe('Accounts that there are.'),
  meta: Meta,
});
export type PeopleSize = z.infer<typeof PeopleSize>;

const number = z.number().nullable();

/** GET /explore/people */
export const PeopleList = z.object({
  people: z.array(
    Profile.extend({
      joinedAt: Instant,
      lastActivityAt: Instant.nullable(),
      numbers: z
        .array(number)
        .describe('By rule: what it counted of this person; null for one that counts nothing.'),
      previous: z
        .array(number)
        .describe('By rule: what it was in as long a time before, where the rule compares.'),
    }),
  ),
  meta: Meta,
});
export type PeopleList = z.infer<typeof PeopleList>;
