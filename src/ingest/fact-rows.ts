import type { z } from 'zod';
import { CommunityLike, CommunityShare, CreditTransaction, Referral } from '../contract/index.ts';

/** A column of a fact's table, the field that fills it, and its SQL type. */
export interface FactColumn {
  readonly column: string;
  readonly field: string;
  readonly type: 'text' | 'int8' | 'int4' | 'timestamptz';
  readonly key?: true;
  /** Names a user. */
  readonly user?: true;
  /** May change later; whatever else differs under a known id is a conflict. */
  readonly mutable?: true;
}

export interface FactTable {
  readonly table: string;
  /** As a message calls one of them. */
  readonly noun: string;
  readonly schema: z.ZodObject;
  readonly columns: readonly FactColumn[];
}

const text = (column: string, field: string) => ({ column, field, type: 'text' }) as const;
const user = (column: string, field: string) => ({ ...text(column, field), user: true }) as const;
const owner = (column: string, field: string) => ({ ...user(column, field), key: true }) as const;
const id = { ...text('id', 'id'), key: true } as const;
const instant = (column: string, field: string) => ({ column, field, type: 'timestamptz' }) as const;
const int = (column: string, field: string) => ({ column, field, type: 'int4' }) as const;
const removedAt = { ...instant('removed_at', 'removedAt'), mutable: true } as const;

/** The platform's facts: what is checked, and where it is kept. The key leads with the user, as Citus demands. */
export const factTables = {
  creditTransactions: {
    table: 'credit_transactions',
    noun: 'credit transaction',
    schema: CreditTransaction,
    columns: [
      owner('user_id', 'userId'),
      id,
      text('kind', 'kind'),
      { column: 'amount', field: 'amount', type: 'int8' },
      text('currency', 'currency'),
      int('credits', 'credits'),
      instant('created_at', 'createdAt'),
    ],
  },
  referrals: {
    table: 'referrals',
    noun: 'referral',
    schema: Referral,
    columns: [
      owner('referee_id', 'refereeId'),
      id,
      user('referrer_id', 'referrerId'),
      text('code', 'code'),
      int('credit_reward', 'creditReward'),
      instant('created_at', 'createdAt'),
    ],
  },
  communityShares: {
    table: 'community_shares',
    noun: 'share',
    schema: CommunityShare,
    columns: [
      owner('owner_id', 'ownerId'),
      id,
      text('kind', 'kind'),
      instant('shared_at', 'sharedAt'),
      removedAt,
    ],
  },
  communityLikes: {
    table: 'community_likes',
    noun: 'like',
    schema: CommunityLike,
    columns: [
      owner('user_id', 'userId'),
      id,
      text('share_id', 'shareId'),
      instant('created_at', 'createdAt'),
      removedAt,
    ],
  },
} as const satisfies Record<string, FactTable>;

export type FactName = keyof typeof factTables;
