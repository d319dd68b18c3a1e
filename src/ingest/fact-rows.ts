import type { z } from 'zod';
import { CommunityLike, CommunityShare, CreditTransaction, Referral } from '../contract/index.ts';

/** A column of a fact's table, the field that fills it, and its SQL type. */
export interface FactColumn {
  readonly column: string;
  readonly field: string;
  readonly type: 'text' | 'bigint' | 'int' | 'timestamptz';
  readonly key?: true;
}

export interface FactTable {
  readonly table: string;
  readonly schema: z.ZodType<Record<string, unknown>>;
  readonly columns: readonly FactColumn[];
}

const text = (column: string, field: string) => ({ column, field, type: 'text' }) as const;
const key = (column: string, field: string) => ({ ...text(column, field), key: true }) as const;
const instant = (column: string, field: string) => ({ column, field, type: 'timestamptz' }) as const;
const int = (column: string, field: string) => ({ column, field, type: 'int' }) as const;

/** The platform's facts: what is checked, and where it is kept. The key leads with the user, as Citus demands. */
export const factTables = {
  creditTransactions: {
    table: 'credit_transactions',
    schema: CreditTransaction,
    columns: [
      key('user_id', 'userId'),
      key('id', 'id'),
      text('kind', 'kind'),
      { column: 'amount', field: 'amount', type: 'bigint' },
      text('currency', 'currency'),
      int('credits', 'credits'),
      instant('created_at', 'createdAt'),
    ],
  },
  referrals: {
    table: 'referrals',
    schema: Referral,
    columns: [
      key('referee_id', 'refereeId'),
      key('id', 'id'),
      text('referrer_id', 'referrerId'),
      text('code', 'code'),
      int('credit_reward', 'creditReward'),
      instant('created_at', 'createdAt'),
    ],
  },
  communityShares: {
    table: 'community_shares',
    schema: CommunityShare,
    columns: [
      key('owner_id', 'ownerId'),
      key('id', 'id'),
      text('kind', 'kind'),
      instant('shared_at', 'sharedAt'),
      instant('removed_at', 'removedAt'),
    ],
  },
  communityLikes: {
    table: 'community_likes',
    schema: CommunityLike,
    columns: [
      key('user_id', 'userId'),
      key('id', 'id'),
      text('share_id', 'shareId'),
      instant('created_at', 'createdAt'),
      instant('removed_at', 'removedAt'),
    ],
  },
} as const satisfies Record<string, FactTable>;

export type FactName = keyof typeof factTables;
