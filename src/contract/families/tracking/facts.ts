import { z } from 'zod';
import { idField as id, instantField as when } from '../../input/described.ts';

const whole = (what: string) => z.int(`takes a whole number${what}, up to 2^53 - 1`);
/** A number of credits: none where it is left out or null. */
const credits = whole(' of credits')
  .nullish()
  .transform((given) => given ?? 0);

/** POST /api/identify. A field left out keeps its value; null tells that there is none, which clears it. */
export const Identity = z.strictObject({
  userId: id.describe('As the platform knows them.'),
  email: z.string().max(320).nullish(),
  name: z.string().max(200).nullish(),
  avatarUrl: z.string().max(2000).nullish(),
  role: z.string().max(50).nullish(),
  internal: z
    .boolean('takes true or false')
    .nullish()
    .transform((given) => given ?? undefined)
    .describe('Staff, operators, bots: left out of reports by default.'),
  createdAt: when.nullish().describe('When the account was made.'),
  deletedAt: when.nullish().describe('When it was deleted; activity before that still counts.'),
});
export type Identity = z.input<typeof Identity>;

/** POST /api/facts/credit-transactions. `amount` in minor units, refunds negative. */
export const CreditTransaction = z.strictObject({
  id: id.describe('Made by the platform; sent again, it is the same fact.'),
  userId: id.describe('As the platform knows them.'),
  kind: z.enum(['purchase', 'subscription', 'referral_reward']),
  amount: whole('').describe('In minor units of the currency; a refund is negative.'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'takes an ISO 4217 code, such as USD'),
  credits,
  createdAt: when,
});
export type CreditTransaction = z.input<typeof CreditTransaction>;

export const Referral = z.strictObject({
  id: id.describe('Made by the platform; sent again, it is the same fact.'),
  referrerId: id,
  refereeId: id,
  code: z.string().max(100).describe('As it was used.'),
  creditReward: credits.describe('Credits that the referrer earned.'),
  createdAt: when,
});
export type Referral = z.input<typeof Referral>;

export const CommunityShare = z.strictObject({
  id: id.describe('Made by the platform; sent again, it is the same fact.'),
  ownerId: id,
  kind: z.enum(['session', 'media']),
  sharedAt: when,
  removedAt: when.nullish().describe('When it was taken back.'),
});
export type CommunityShare = z.input<typeof CommunityShare>;

export const CommunityLike = z.strictObject({
  id: id.describe('Made by the platform; sent again, it is the same fact.'),
  userId: id.describe('As the platform knows them.'),
  shareId: id,
  createdAt: when,
  removedAt: when.nullish().describe('When it was taken back.'),
});
export type CommunityLike = z.input<typeof CommunityLike>;

/** What became of each fact, in the order sent. */
export const FactAnswer = z.object({
  results: z.array(
    z.object({
      outcome: z.enum(['recorded', 'erased', 'refused']),
      reason: z
        .enum([
          'invalid',
          'database_unavailable',
          'database_refused',
          'internal_error',
          'conflict',
          'mapped',
          'transaction',
        ])
        .optional(),
      message: z.string().optional(),
      fields: z.record(z.string(), z.string()).optional().describe('Each bad field with what is accepted.'),
    }),
  ),
});
