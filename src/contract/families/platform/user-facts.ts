import { z } from 'zod';
import { Exact, Instant } from '../../common.ts';

const times = { firstAt: Instant, lastAt: Instant };
const Tally = z.object({ count: z.number().int(), firstAt: Instant.nullable(), lastAt: Instant.nullable() });

/** GET /users/:userId/facts: what the platform tells of one user, ever. Staff counts on either side. */
export const UserFacts = z.object({
  userId: z.string(),
  /** One of each kind and currency, refunds taken off; amounts in minor units. */
  payments: z.array(
    z.object({
      kind: z.string(),
      currency: z.string(),
      count: z.number().int(),
      amount: z.number(),
      credits: z.number(),
      ...times,
    }),
  ),
  exact: Exact,
  /** By whom they came, with the first referral that names them; null where nobody referred them. */
  referredBy: z
    .object({
      userId: z.string(),
      email: z.string().nullable(),
      name: z.string().nullable(),
      code: z.string(),
      timestamp: Instant,
    })
    .nullable(),
  /** Referrals that they made, and the credits for these. */
  referrals: z.object({ ...Tally.shape, credits: z.number() }),
  /** What they share now, by kind. */
  shares: z.array(z.object({ kind: z.enum(['session', 'media']), count: z.number().int(), ...times })),
  /** Likes that stand. */
  likesGiven: Tally,
  likesReceived: Tally,
  meta: z.object({ computedAt: Instant, sample: z.boolean() }),
});
export type UserFacts = z.infer<typeof UserFacts>;
