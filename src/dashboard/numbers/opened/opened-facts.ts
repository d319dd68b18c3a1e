import * as texts from '#texts/numbers.ts';
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
  /** Whose they are, where that isn't who made them. */
  readonly whose?: 'ownerId';
}

const PAYMENTS: Readonly<Record<string, Defined>> = {
  purchase: { label: texts.purchases, definition: texts.creditPurchasesRefundsAmong },
  subscription: { label: texts.subscriptions, definition: texts.subscriptionPaymentsRefundsAmong },
  referral_reward: { label: texts.referralRewards, definition: texts.whatWasCreditedFor },
};

export function ofPayments(kind: string, currency: string): OpenedFacts | null {
  const told = Object.hasOwn(PAYMENTS, kind) && PAYMENTS[kind];
  if (!told || !/^[A-Z]{3}$/.test(currency)) return null;
  return { ...told, list: 'creditTransactions', filter: { kind, currency } };
}

const SHARES: Readonly<Record<string, string>> = {
  '': texts.shares,
  session: texts.sharedSessions,
  media: texts.sharedMedia,
};

export function ofShares(kind: string): OpenedFacts | null {
  const label = Object.hasOwn(SHARES, kind) && SHARES[kind];
  if (!label) return null;
  const definition = texts.sharedInRangeNot;
  return { label, definition, list: 'communityShares', filter: kind ? { kind } : {} };
}

export function ofLikes(kind: 'likes' | 'likesReceived'): OpenedFacts {
  const definition = texts.givenInRangeNot;
  const list = { definition, list: 'communityLikes', filter: {} } as const;
  return kind === 'likes'
    ? { label: texts.likes, ...list }
    : { label: texts.likesReceived, ...list, whose: 'ownerId' };
}
