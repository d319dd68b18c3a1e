import * as texts from '#texts/numbers.ts';
import type { Defined } from './opened-rows.ts';

/** Under which a list of the platform's facts holds exactly what a number counted. */
export interface FactsFilter {
  readonly kind?: string;
  readonly currency?: string;
  readonly referees?: string;
  readonly code?: string;
  readonly liked?: 'true';
}

export type FactsName = 'creditTransactions' | 'communityShares' | 'communityLikes' | 'recentReferrals';

/** A number that opens to the facts it counts or adds up. */
export interface OpenedFacts extends Defined {
  readonly list: FactsName;
  readonly filter: FactsFilter;
  /** Whose they are, where that isn't `userId`. */
  readonly whose?: 'ownerId' | 'referrerId';
  /** What it adds up, where it doesn't count. */
  readonly adds?: 'amount' | 'credits';
}

const PAYMENTS: Readonly<Record<string, Defined>> = {
  purchase: { label: texts.purchases, definition: texts.creditPurchasesRefundsAmong },
  subscription: { label: texts.subscriptions, definition: texts.subscriptionPaymentsRefundsAmong },
  referral_reward: { label: texts.referralRewards, definition: texts.whatWasCreditedFor },
};

export function ofPayments(kind: string, currency: string): OpenedFacts | null {
  const told = Object.hasOwn(PAYMENTS, kind) && PAYMENTS[kind];
  if (!told || !/^[A-Z]{3}$/.test(currency)) return null;
  return { ...told, list: 'creditTransactions', filter: { kind, currency }, adds: 'amount' };
}

export const ofCredits = (): OpenedFacts => ({
  label: texts.credits,
  definition: texts.creditsOfEveryPayment,
  list: 'creditTransactions',
  filter: {},
  adds: 'credits',
});

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

export function ofLiked(kind: string): OpenedFacts | null {
  const shares = ofShares(kind);
  return (
    shares && { ...shares, label: texts.gotALike(shares.label), filter: { ...shares.filter, liked: 'true' } }
  );
}

export function ofLikes(kind: 'likes' | 'likesReceived'): OpenedFacts {
  const definition = texts.givenInRangeNot;
  const list = { definition, list: 'communityLikes', filter: {} } as const;
  return kind === 'likes'
    ? { label: texts.likes, ...list }
    : { label: texts.likesReceived, ...list, whose: 'ownerId' };
}

const made = { label: texts.newReferrals, definition: texts.referralsMadeInRange };
const REFERRALS: Readonly<Record<string, Defined & Pick<OpenedFacts, 'adds'>>> = {
  '': made,
  credits: { label: texts.creditsEarned, definition: texts.rewardsReferralsMadeIn, adds: 'credits' },
  all: { label: texts.totalReferred, definition: texts.usersReferredUpEnd },
  active: { label: texts.activeReferred, definition: texts.referredUsersWithAt },
  new: { label: texts.referredUsers, definition: texts.usersReferredInRange },
  newActive: { label: texts.activeReferred, definition: texts.usersReferredInRangeActive },
};

export function ofReferrals(of: string, code: string): OpenedFacts | null {
  const told = Object.hasOwn(REFERRALS, of) && REFERRALS[of];
  if (!told) return null;
  const referees = of !== '' && of !== 'credits' ? { referees: of } : {};
  return {
    ...told,
    label: code ? `${told.label}, ${code}` : told.label,
    list: 'recentReferrals',
    filter: { ...referees, ...(code && { code }) },
    whose: 'referrerId',
  };
}
