import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, type PgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Accounts of the platform; a user known only by activity is a stub (`identified` false). */
export const users = (s: PgSchema) =>
  s.table(
    'users',
    {
      id: text('id').primaryKey(),
      /** Dense number for blocks, never used twice; never an identity to the outside. */
      userNo: integer('user_no').generatedAlwaysAsIdentity(),
      email: text('email'),
      name: text('name'),
      avatarUrl: text('avatar_url'),
      role: text('role'),
      identified: boolean('identified').notNull().default(false),
      internal: boolean('internal').notNull().default(false),
      createdAt: instant('created_at'),
      firstSeenAt: instant('first_seen_at'),
      /** When the account counts as created: told by the platform, else the first activity. */
      joinedAt: instant('joined_at').generatedAlwaysAs(sql`coalesce(created_at, first_seen_at)`),
      deletedAt: instant('deleted_at'),
      updatedAt: instant('updated_at').notNull().default(sql`now()`),
    },
    (t) => [
      // newUsers, totalUsers and their series: an index-only scan.
      index('users_joined').on(t.joinedAt, t.internal, t.deletedAt, t.identified),
      // totalUsers takes off who was deleted.
      index('users_deleted').on(t.deletedAt).where(sql`deleted_at is not null`),
      // From the numbers of a block to the page of users shown.
      index('users_user_no').on(t.userNo),
      // Every report asks who is internal; few are.
      index('users_internal').on(t.userNo).where(sql`internal`),
    ],
  );

export const creditTransactions = (s: PgSchema) =>
  s.table(
    'credit_transactions',
    {
      id: text('id').notNull(),
      userId: text('user_id').notNull(),
      /** purchase | subscription | referral_reward */
      kind: text('kind').notNull(),
      /** Minor units of `currency`; refunds negative. */
      amount: bigint('amount', { mode: 'number' }).notNull(),
      currency: text('currency').notNull(),
      credits: integer('credits').notNull().default(0),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.userId, t.id] }),
      // Revenue of a range.
      index('credit_transactions_created').on(t.createdAt),
      // Recorded once by id, whoever it names.
      index('credit_transactions_id').on(t.id),
    ],
  );

export const referrals = (s: PgSchema) =>
  s.table(
    'referrals',
    {
      id: text('id').notNull(),
      referrerId: text('referrer_id').notNull(),
      refereeId: text('referee_id').notNull(),
      code: text('code').notNull(),
      creditReward: integer('credit_reward').notNull().default(0),
      createdAt: instant('created_at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.refereeId, t.id] }),
      // Latest referrals, page by page.
      index('referrals_created').on(t.createdAt, t.id),
      index('referrals_id').on(t.id),
    ],
  );

export const communityShares = (s: PgSchema) =>
  s.table(
    'community_shares',
    {
      id: text('id').notNull(),
      ownerId: text('owner_id').notNull(),
      /** session | media */
      kind: text('kind').notNull(),
      sharedAt: instant('shared_at').notNull(),
      removedAt: instant('removed_at'),
    },
    (t) => [
      primaryKey({ columns: [t.ownerId, t.id] }),
      index('community_shares_shared').on(t.sharedAt),
      // From a like to its share.
      index('community_shares_id').on(t.id),
    ],
  );

export const communityLikes = (s: PgSchema) =>
  s.table(
    'community_likes',
    {
      id: text('id').notNull(),
      userId: text('user_id').notNull(),
      shareId: text('share_id').notNull(),
      createdAt: instant('created_at').notNull(),
      removedAt: instant('removed_at'),
    },
    (t) => [
      primaryKey({ columns: [t.userId, t.id] }),
      index('community_likes_share').on(t.shareId),
      // Likes of a range.
      index('community_likes_created').on(t.createdAt),
      index('community_likes_id').on(t.id),
    ],
  );
