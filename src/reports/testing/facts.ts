import fc from 'fast-check';
import type { z } from 'zod';
import type * as contract from '../../contract/index.ts';

type Read<Name extends keyof typeof contract> = (typeof contract)[Name] extends infer S extends z.ZodType
  ? z.output<S>
  : never;

/** Everything that a platform may hold, as it would be recorded. */
export interface PlatformFacts {
  readonly users: Read<'Identity'>[];
  readonly creditTransactions: Read<'CreditTransaction'>[];
  readonly referrals: Read<'Referral'>[];
  readonly communityShares: Read<'CommunityShare'>[];
  readonly communityLikes: Read<'CommunityLike'>[];
}

export const PEOPLE = Array.from({ length: 12 }, (_, i) => `p-${String(i).padStart(2, '0')}`);

const person = fc.constantFrom(...PEOPLE);

/** Random facts of a few people between two instants, crowded enough for ties and repeats. */
export function platformFacts(from: number, to: number): fc.Arbitrary<PlatformFacts> {
  const bounds = [1, 1, 3_600_000, 86_400_000];
  const instant = fc
    .tuple(fc.integer({ min: from, max: to }), fc.constantFrom(...bounds))
    .map(([ms, unit]) => Math.floor(ms / unit) * unit);
  const iso = instant.map((ms) => new Date(ms).toISOString());
  const made = fc
    .tuple(instant, fc.option(fc.integer({ min: 0, max: to - from }), { nil: null }))
    .map(([at, after]) => ({
      at: new Date(at).toISOString(),
      removedAt: after === null ? null : new Date(at + after).toISOString(),
    }));
  const list = <T>(item: fc.Arbitrary<T>, prefix: string, maxLength: number) =>
    fc
      .array(item, { maxLength, size: 'max' })
      .map((items) => items.map((each, i) => ({ ...each, id: `${prefix}${i}` }) as T & { id: string }));
  return fc.record({
    users: fc
      .array(fc.tuple(fc.boolean(), iso, fc.integer({ min: 0, max: 9 })), { minLength: 12, maxLength: 12 })
      .map((rows) =>
        rows.flatMap(([named, createdAt, chance], i) =>
          // Some are known only by what they did, or not at all.
          chance === 0
            ? []
            : [
                {
                  userId: PEOPLE[i]!,
                  internal: chance === 1,
                  createdAt,
                  role: 'user',
                  email: named ? `${PEOPLE[i]}@example.com` : null,
                  name: named ? `Person ${i}` : null,
                  avatarUrl: null,
                  deletedAt: chance === 2 ? new Date(to).toISOString() : null,
                },
              ],
        ),
      ),
    creditTransactions: list(
      fc.record({
        userId: person,
        kind: fc.constantFrom('purchase' as const, 'subscription' as const, 'referral_reward' as const),
        amount: fc.integer({ min: -500, max: 5_000 }),
        currency: fc.constantFrom('USD', 'USD', 'EUR'),
        credits: fc.integer({ min: 0, max: 9 }),
        createdAt: iso,
      }),
      'c',
      20,
    ),
    referrals: list(
      fc.record({
        referrerId: person,
        refereeId: person,
        code: fc.constantFrom('ONE', 'TWO', 'THREE'),
        creditReward: fc.integer({ min: 0, max: 50 }),
        createdAt: iso,
      }),
      'r',
      30,
    ),
    communityShares: list(
      fc.record({ ownerId: person, kind: fc.constantFrom('session' as const, 'media' as const), made }),
      's',
      30,
    ).map((rows) =>
      rows.map(({ made, ...row }) => ({ ...row, sharedAt: made.at, removedAt: made.removedAt })),
    ),
    communityLikes: list(
      fc.record({ userId: person, shareId: fc.integer({ min: 0, max: 33 }).map((n) => `s${n}`), made }),
      'l',
      40,
    ).map((rows) =>
      rows.map(({ made, ...row }) => ({ ...row, createdAt: made.at, removedAt: made.removedAt })),
    ),
  });
}

interface Asked {
  readonly start: number;
  readonly end: number;
  readonly excludeInternal: boolean;
}

const ms = (iso: string) => Date.parse(iso);
const within = (q: Asked, iso: string) => ms(iso) >= q.start && ms(iso) < q.end;
const byMost =
  <T>(...keys: ((row: T) => number | string)[]) =>
  (a: T, b: T): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return typeof x === 'number' ? Number(y) - x : x < (y as string) ? -1 : 1;
    }
    return 0;
  };

const internalIn = (f: PlatformFacts) => new Set(f.users.filter((u) => u.internal).map((u) => u.userId));
const profileIn = (f: PlatformFacts) => (userId: string) => {
  const found = f.users.find((u) => u.userId === userId);
  return { userId, email: found?.email ?? null, name: found?.name ?? null, avatarUrl: null };
};

/** Read<'Referral'> numbers counted one by one. @param active ids of users with an activity in the range */
export function expectedReferrals(f: PlatformFacts, q: Asked, active: ReadonlySet<string>) {
  const internal = internalIn(f);
  const outside = f.referrals.filter(
    (x) => !q.excludeInternal || (!internal.has(x.refereeId) && !internal.has(x.referrerId)),
  );
  const referees = new Set(outside.filter((x) => ms(x.createdAt) < q.end).map((x) => x.refereeId));
  const made = outside.filter((x) => within(q, x.createdAt));
  const before = new Set(outside.filter((x) => ms(x.createdAt) < q.start).map((x) => x.refereeId));
  const activeReferrals = [...referees].filter((id) => active.has(id)).length;
  const credits = (rows: Read<'Referral'>[]) => rows.reduce((sum, x) => sum + (x.creditReward ?? 0), 0);
  const top = (key: (x: Read<'Referral'>) => string) =>
    [...new Set(made.map(key))]
      .map((name) => {
        const own = made.filter((x) => key(x) === name);
        const brought = new Set(own.map((x) => x.refereeId));
        return {
          name,
          referred: brought.size,
          active: [...brought].filter((id) => active.has(id)).length,
          credits: credits(own),
        };
      })
      .sort(
        byMost(
          (x) => x.referred,
          (x) => x.credits,
          (x) => x.name,
        ),
      )
      .slice(0, 10);
  return {
    totalReferrals: referees.size,
    activeReferrals,
    creditsEarned: credits(made),
    conversionRate: referees.size === 0 ? 0 : activeReferrals / referees.size,
    newReferrals: made.length,
    newlyReferred: [...referees].filter((id) => !before.has(id)).length,
    topReferrers: top((x) => x.referrerId).map(({ name, ...row }) => ({ ...profileIn(f)(name), ...row })),
    topCodes: top((x) => x.code).map(({ name, ...row }) => ({ code: name, ...row })),
  };
}

/** Community numbers counted one by one; `until` is the instant at which they must stand. */
export function expectedCommunity(f: PlatformFacts, q: Asked, until = q.end) {
  const internal = internalIn(f);
  const counts = (id: string) => !q.excludeInternal || !internal.has(id);
  const stands = (x: { removedAt?: string | null | undefined }) => !x.removedAt || ms(x.removedAt) >= until;
  const ownerOf = new Map(f.communityShares.map((x) => [x.id, x.ownerId]));
  const shares = f.communityShares.filter((x) => within(q, x.sharedAt) && stands(x) && counts(x.ownerId));
  const likes = f.communityLikes.filter(
    (x) => within(q, x.createdAt) && stands(x) && counts(x.userId) && counts(ownerOf.get(x.shareId) ?? ''),
  );
  const people = [...shares.map((x) => x.ownerId), ...likes.flatMap((x) => ownerOf.get(x.shareId) ?? [])];
  const kind = (rows: Read<'CommunityShare'>[], name: string) => rows.filter((x) => x.kind === name).length;
  return {
    sharedSessions: kind(shares, 'session'),
    sharedMedia: kind(shares, 'media'),
    totalLikes: likes.length,
    contributors: new Set(shares.map((x) => x.ownerId)).size,
    topContributors: [...new Set(people)]
      .map((id) => {
        const own = shares.filter((x) => x.ownerId === id);
        return {
          ...profileIn(f)(id),
          shares: own.length,
          sharedSessions: kind(own, 'session'),
          sharedMedia: kind(own, 'media'),
          likesReceived: likes.filter((x) => ownerOf.get(x.shareId) === id).length,
        };
      })
      .sort(
        byMost(
          (x) => x.shares,
          (x) => x.likesReceived,
          (x) => x.userId,
        ),
      )
      .slice(0, 10),
  };
}
