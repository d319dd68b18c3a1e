import type { Installation } from '../../src/app/installation.ts';
import { random } from '../support/index.ts';
import { userId } from './platform.ts';

const DAY = 86_400_000;
const DAYS = 75;
const REFERRERS = 6;
const SHARES = 120;
const LIKES = 400;

export interface ReferralFact {
  readonly referrer: number;
  readonly referee: number;
  readonly code: string;
  readonly reward: number;
  readonly at: number;
}

export interface ShareFact {
  readonly owner: number;
  readonly kind: 'session' | 'media';
  readonly at: number;
}

export interface LikeFact {
  readonly share: number;
  readonly at: number;
}

/** What was recorded, for tests to count on their own. */
export interface Facts {
  readonly referrals: readonly ReferralFact[];
  readonly shares: readonly ShareFact[];
  readonly likes: readonly LikeFact[];
}

/** Referrals, shares and likes of 75 days that end yesterday, among the users of `fillPlatform`. */
export async function fillFacts(analytics: Installation, today: number): Promise<Facts> {
  const r = random(23);
  const someDay = () => today - (1 + Math.floor(r() * DAYS)) * DAY + 9 * 3_600_000 + r.int(0, 6 * 3_600_000);
  const referrals = Array.from({ length: 50 }, (_, n) => {
    const referrer = Math.floor(r() ** 2 * REFERRERS);
    return {
      referrer,
      referee: REFERRERS + n,
      code: `CODE${referrer}`,
      reward: r.pick([10, 25]),
      at: someDay(),
    };
  });
  const shares = Array.from({ length: SHARES }, () => ({
    owner: Math.floor(r() ** 2 * 20),
    kind: r.pick(['session', 'media'] as const),
    at: someDay(),
  }));
  const likes = Array.from({ length: LIKES }, () => ({ share: r.int(0, SHARES - 1), at: someDay() }));

  await analytics.recordReferrals(
    referrals.map(({ referrer, referee, code, reward, at }) => ({
      id: `referral-${referee}`,
      referrerId: userId(referrer),
      refereeId: userId(referee),
      code,
      creditReward: reward,
      createdAt: iso(at),
    })),
  );
  await analytics.recordCommunityShares(
    shares.map(({ owner, kind, at }, n) => ({
      id: `share-${n}`,
      ownerId: userId(owner),
      kind,
      sharedAt: iso(at),
    })),
  );
  await analytics.recordLikes(
    likes.map(({ share, at }, n) => ({
      id: `like-${n}`,
      userId: userId(n % 40),
      shareId: `share-${share}`,
      createdAt: iso(at),
    })),
  );
  return { referrals, shares, likes };
}

const iso = (at: number) => new Date(at).toISOString();

/** Those of the last `days` days, today among them. */
export const recent = <Fact extends { at: number }>(
  facts: readonly Fact[],
  today: number,
  days: number,
): Fact[] => facts.filter(({ at }) => at >= today - (days - 1) * DAY);

/** Those of the days before them, as many. */
export const before = <Fact extends { at: number }>(
  facts: readonly Fact[],
  today: number,
  days: number,
): Fact[] => recent(facts, today - days * DAY, days).filter(({ at }) => at < today - (days - 1) * DAY);
