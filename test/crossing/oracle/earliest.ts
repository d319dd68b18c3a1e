import type { Question } from '../questions.ts';
import type { Facts } from './matching.ts';

type Times = readonly { readonly at: number }[];
const first = (...lists: Times[]): number => Math.min(...lists.flat().map(({ at }) => at));

/** The earliest thing that a report counts, whatever its filters: `period=all` begins on that day. */
export function earliestOf({ world }: Facts, { view }: Question): number {
  const { activities, signals, money, referrals, shares, likes } = world;
  const accounts = world.accounts.map(({ createdAt }) => ({ at: createdAt }));
  if (view === 'analytics') return first(activities, accounts, money);
  if (view === 'referralStats' || view === 'recentReferrals') return first(activities, referrals);
  if (view === 'communityStats' || view === 'communityShares' || view === 'communityLikes')
    return first(shares, likes);
  if (view === 'creditTransactions') return first(money);
  return first(activities, signals);
}
