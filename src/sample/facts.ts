import type { CommunityLike, CommunityShare, CreditTransaction, Referral } from '../contract/index.ts';
import { DAY } from '../db/milliseconds.ts';
import type { SamplePerson } from './people.ts';
import type { Random } from './random.ts';

/** Credit packs: minor units of USD, and credits. */
const PACKS = [
  [499, 50],
  [999, 110],
  [1999, 240],
  [4999, 650],
  [9999, 1400],
] as const;
const REWARD = 25;

/** Platform facts that the sample gathers beside activity. */
export interface Facts {
  creditTransactions: CreditTransaction[];
  referrals: Referral[];
  communityShares: CommunityShare[];
  communityLikes: CommunityLike[];
}

/** Purchases, subscriptions and referrals of one person, in a window of milliseconds. */
export function addMoney(
  facts: Facts,
  r: Random,
  person: SamplePerson,
  people: ReadonlyMap<number, SamplePerson>,
  start: number,
  end: number,
): void {
  if (person.staff || !person.identified) return;
  const until = Math.min(end, person.leavesAt, person.paysUntil);
  const from = Math.max(start, person.createdAt);
  const referrer = person.referrer === null ? undefined : people.get(person.referrer);
  if (referrer) addReferral(facts, r, person, referrer);
  if (until <= from) return;
  const pays = r.chance(0.05 + Math.min(person.appetite, 8) * 0.04) || person.paysUntil < end;
  const purchases = pays ? 1 + Math.floor(r.skewed(1.2)) : 0;
  for (let i = 0; i < purchases; i++) {
    const at = Math.floor(from + r() * (until - from));
    const [price, credits] = PACKS[r.weighted([40, 30, 18, 9, 3])]!;
    const currency = r.chance(0.03) ? 'EUR' : 'USD';
    if (at <= from) continue;
    const transaction = { userId: person.id, kind: 'purchase' as const, currency };
    facts.creditTransactions.push({
      ...transaction,
      id: r.uuid(at),
      amount: price,
      credits,
      createdAt: iso(at),
    });
    if (r.chance(0.03) && at + 2 * DAY < until)
      facts.creditTransactions.push({
        ...transaction,
        id: r.uuid(at + 2 * DAY),
        amount: -price,
        credits: -credits,
        createdAt: iso(at + 2 * DAY),
      });
  }
  if (!r.chance(Math.min(person.appetite, 8) * 0.02)) return;
  for (let at = Math.floor(from + r() * 14 * DAY); at < until; at += 30 * DAY)
    facts.creditTransactions.push({
      id: r.uuid(at),
      userId: person.id,
      kind: 'subscription',
      amount: 999,
      currency: 'USD',
      credits: 100,
      createdAt: iso(at),
    });
}

function addReferral(facts: Facts, r: Random, referee: SamplePerson, referrer: SamplePerson): void {
  if (!referrer.identified || referrer.staff) return;
  const createdAt = iso(referee.createdAt);
  facts.referrals.push({
    id: r.uuid(referee.createdAt),
    referrerId: referrer.id,
    refereeId: referee.id,
    code: `REF${(1000 + referrer.index).toString(36).toUpperCase()}`,
    creditReward: REWARD,
    createdAt,
  });
  facts.creditTransactions.push({
    id: r.uuid(referee.createdAt),
    userId: referrer.id,
    kind: 'referral_reward',
    amount: 0,
    currency: 'USD',
    credits: REWARD,
    createdAt,
  });
}

export const iso = (ms: number): string => new Date(ms).toISOString();
