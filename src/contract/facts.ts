import { z } from 'zod';

const id = z.string().min(1).max(200);
const when = z.iso.datetime({ offset: true });

/** POST /api/identify. A field left out keeps its value; null clears it. */
export const Identity = z.strictObject({
  userId: id,
  email: z.string().max(320).nullish(),
  name: z.string().max(200).nullish(),
  avatarUrl: z.string().max(2000).nullish(),
  role: z.string().max(50).nullish(),
  /** Staff, operators, bots: left out of reports by default. */
  internal: z.boolean().optional(),
  createdAt: when.nullish(),
  deletedAt: when.nullish(),
});
export type Identity = z.infer<typeof Identity>;

/** POST /api/facts/credit-transactions. `amount` in minor units, refunds negative. */
export const CreditTransaction = z.strictObject({
  id,
  userId: id,
  kind: z.enum(['purchase', 'subscription', 'referral_reward']),
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'takes an ISO 4217 code, such as USD'),
  credits: z.int().default(0),
  createdAt: when,
});
export type CreditTransaction = z.input<typeof CreditTransaction>;

export const Referral = z.strictObject({
  id,
  referrerId: id,
  refereeId: id,
  code: z.string().max(100),
  creditReward: z.int().default(0),
  createdAt: when,
});
export type Referral = z.input<typeof Referral>;

export const CommunityShare = z.strictObject({
  id,
  ownerId: id,
  kind: z.enum(['session', 'media']),
  sharedAt: when,
  removedAt: when.nullish(),
});
export type CommunityShare = z.input<typeof CommunityShare>;

export const CommunityLike = z.strictObject({
  id,
  userId: id,
  shareId: id,
  createdAt: when,
  removedAt: when.nullish(),
});
export type CommunityLike = z.input<typeof CommunityLike>;
