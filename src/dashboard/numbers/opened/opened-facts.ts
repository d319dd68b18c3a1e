import type { Defined } from './opened-rows.ts';

/** Under which a list of the platform's facts holds exactly what a number counted. */
export interface FactsFilter {
  readonly kind?: string;
  readonly currency?: string;
}

export type FactsName = 'creditTransactions' | 'communityShares' | 'communityLikes';

/** A number that opens to the facts it counts or adds up. */
export interface OpenedFacts extends Defined {
  readonly list: FactsName;
  readonly filter: FactsFilter;
  /** Whose they are, where that is not who made them. */
  readonly whose?: 'ownerId';
}

const PAYMENTS: Readonly<Record<string, Defined>> = {
  purchase: { label: 'Purchases', definition: 'Credit purchases, refunds among them as negative amounts.' },
  subscription: { label: 'Subscriptions', definition: 'Subscription payments, refunds among them.' },
  referral_reward: { label: 'Referral rewards', definition: 'What was credited for referrals.' },
};

export function ofPayments(kind: string, currency: string): OpenedFacts | null {
  const told = Object.hasOwn(PAYMENTS, kind) && PAYMENTS[kind];
  if (!told || !/^[A-Z]{3}$/.test(currency)) return null;
  return { ...told, list: 'creditTransactions', filter: { kind, currency } };
}

const SHARES: Readonly<Record<string, string>> = {
  '': 'Shares',
  session: 'Shared sessions',
  media: 'Shared media',
};

export function ofShares(kind: string): OpenedFacts | null {
  const label = Object.hasOwn(SHARES, kind) && SHARES[kind];
  if (!label) return null;
  const definition = 'Shared in the range and not taken back before its end.';
  return { label, definition, list: 'communityShares', filter: kind ? { kind } : {} };
}

export function ofLikes(kind: 'likes' | 'likesReceived'): OpenedFacts {
  const definition = 'Given in the range and not withdrawn before its end.';
  const list = { definition, list: 'communityLikes', filter: {} } as const;
  return kind === 'likes'
    ? { label: 'Likes', ...list }
    : { label: 'Likes received', ...list, whose: 'ownerId' };
}
