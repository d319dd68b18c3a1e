import { z } from 'zod';
import { Exact, Instant, Meta } from '../../common.ts';
import { listRange, pageParams, rangeQuery, tableParams } from '../../query.ts';
import { Profile } from './referrals.ts';

/** What every list of facts takes: the range, the users, the page, or the file. */
const listParams = {
  ...listRange,
  /** Part of a user's id, name or e-mail, or of the fact's id. */
  search: z.string().min(1).max(200).optional(),
  cursor: z.string().max(4_000).optional(),
  pageSize: pageParams.pageSize,
  ...tableParams,
};
const userId = z.string().min(1).max(200).optional();

/** In place of the facts, whose they are. */
const groupBy = z.enum(['user'], 'takes user').optional();
/** What stands at this moment in place of the range's end; a date includes that day. */
const asOf = listRange.endDate;

/** Whoever the facts of a list are of, those with the most first; erased users are one, `(erased)`. */
const ranked = { ...Profile.shape, count: z.number().int() };

/** Who a fact is of. */
const person = { userId: z.string(), email: z.string().nullable(), name: z.string().nullable() };
/** Pass as `cursor` for the next page; null at the end. */
const nextCursor = z.string().nullable();

export const creditTransactionsQuery = () =>
  rangeQuery({
    ...listParams,
    kind: z
      .enum(
        ['purchase', 'subscription', 'referral_reward'],
        'takes purchase, subscription or referral_reward',
      )
      .optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'takes an ISO 4217 code, such as USD')
      .optional(),
    userId,
    groupBy,
    /** What people are ranked by. */
    sortBy: z.enum(['count', 'amount', 'credits'], 'takes count, amount or credits').optional(),
  });
export type CreditTransactionsQuery = z.infer<ReturnType<typeof creditTransactionsQuery>>;

/** GET /credit-transactions, latest first. Amounts in minor units, refunds negative. */
export const CreditTransactions = z.object({
  transactions: z.array(
    z.object({
      id: z.string(),
      ...person,
      kind: z.string(),
      amount: z.number(),
      currency: z.string(),
      credits: z.number(),
      timestamp: Instant,
    }),
  ),
  /** With `groupBy=user`, in place of `transactions`, which is empty. `amount` is null where no currency was asked for. */
  people: z.array(z.object({ ...ranked, amount: z.number().nullable(), credits: z.number() })).optional(),
  nextCursor,
  /** Different users of the whole list; on the first page. */
  totalUsers: z.number().int().optional(),
  /** Of the whole list, a currency each; on the first page. */
  totals: z
    .array(
      z.object({
        currency: z.string(),
        count: z.number().int(),
        amount: z.number(),
        credits: z.number(),
      }),
    )
    .optional(),
  exact: Exact,
  meta: Meta,
});
export type CreditTransactions = z.infer<typeof CreditTransactions>;

const KIND = z.enum(['session', 'media'], 'takes session or media');
/** Only those that got a like. */
const LIKED = z.enum(['true'], 'takes true; leave it out for all');

export const communitySharesQuery = () =>
  rangeQuery({ ...listParams, kind: KIND.optional(), liked: LIKED.optional(), userId, groupBy, asOf });
export type CommunitySharesQuery = z.infer<ReturnType<typeof communitySharesQuery>>;

/** GET /community/shares: those that /community/stats counts, latest first. */
export const CommunityShares = z.object({
  shares: z.array(z.object({ id: z.string(), ...person, kind: z.string(), timestamp: Instant })),
  /** With `groupBy=user`, in place of `shares`, which is empty. */
  people: z.array(z.object(ranked)).optional(),
  nextCursor,
  /** Different owners of the whole list; on the first page. */
  totalUsers: z.number().int().optional(),
  meta: Meta,
});
export type CommunityShares = z.infer<typeof CommunityShares>;

export const communityLikesQuery = () =>
  rangeQuery({ ...listParams, userId, ownerId: userId, groupBy, asOf });
export type CommunityLikesQuery = z.infer<ReturnType<typeof communityLikesQuery>>;

/** GET /community/likes: those that /community/stats counts, latest first. */
export const CommunityLikes = z.object({
  likes: z.array(
    z.object({
      id: z.string(),
      ...person,
      shareId: z.string(),
      /** Whose share it is, and of what; null where the share isn't known. */
      ownerId: z.string().nullable(),
      ownerName: z.string().nullable(),
      kind: z.string().nullable(),
      timestamp: Instant,
    }),
  ),
  /** With `groupBy=user`, in place of `likes`, which is empty: who likes. */
  people: z.array(z.object(ranked)).optional(),
  nextCursor,
  /** Different users who like in the whole list; on the first page. */
  totalUsers: z.number().int().optional(),
  meta: Meta,
});
export type CommunityLikes = z.infer<typeof CommunityLikes>;
