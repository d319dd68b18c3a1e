import type { Params } from '../questions.ts';
import type { World } from '../world.ts';
import {
  accountsOf,
  activitiesIn,
  activitiesOfPeople,
  type Facts,
  holds,
  isOutside,
  isThere,
} from './matching.ts';
import { bucketsOf, type Range, type Span } from './range.ts';
import { distinct, lifetimeAt, trendsOf } from './usage.ts';

const iso = (at: number) => new Date(at).toISOString();
const within = <T extends { readonly at: number }>(list: readonly T[], { start, end }: Span): T[] =>
  list.filter(({ at }) => at >= start && at < end);
const sum = <T>(list: readonly T[], of: (item: T) => number): number =>
  list.reduce((n, item) => n + of(item), 0);

/** Latest first, equals by id. */
const latest = <T extends { readonly at: number; readonly id: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));

const moneyOf = (f: Facts, q: Params, span: Span) =>
  within(f.world.money, span).filter(({ userId }) => isOutside(f, q, userId));

function metricsOf(f: Facts, q: Params, span: Span) {
  const list = activitiesIn(f, q, span);
  const count = (action: string) => list.filter((a) => a.action === action).length;
  const { sessions, media } = lifetimeAt(f, q, span.end);
  const paid = (kind: string) =>
    sum(
      moneyOf(f, q, span).filter((m) => m.kind === kind && m.currency === 'USD'),
      ({ amount }) => amount,
    );
  return {
    totalUsers: accountsOf(f, q).filter((account) => isThere(account, span.end)).length,
    newUsers: accountsOf(f, q).filter(({ createdAt }) => createdAt >= span.start && createdAt < span.end)
      .length,
    activeUsers: distinct(activitiesOfPeople(f, q, span).map(({ userId }) => userId)),
    totalSessions: sessions,
    totalMediaItems: media,
    revenue: paid('purchase'),
    subscriptionRevenue: paid('subscription'),
    captionGenerations: count('smart_caption_generated'),
    babecockCreations: count('babecock_created'),
    mediaUploads: count('media_uploaded'),
  };
}

function pointOf(f: Facts, q: Params, span: Span) {
  const { newUsers, activeUsers, captionGenerations, babecockCreations, mediaUploads, revenue } = metricsOf(
    f,
    q,
    span,
  );
  const list = activitiesIn(f, q, span);
  return {
    start: iso(span.start),
    end: iso(span.end),
    activities: list.length,
    activeUsers,
    newUsers,
    sessions: list.filter(({ action }) => action === 'session_created').length,
    captionGenerations,
    babecockCreations,
    mediaUploads,
    revenue,
  };
}

export function analyticsOf(f: Facts, q: Params, range: Range, interval: string) {
  const now = metricsOf(f, q, range);
  const others = moneyOf(f, q, range).filter(
    ({ kind, currency }) => kind === 'purchase' && currency !== 'USD',
  );
  const series = (span: Span) => bucketsOf(span, interval, range.zone).map((bucket) => pointOf(f, q, bucket));
  const points = series(range);
  return {
    ...now,
    currency: 'USD',
    otherCurrencies: [...new Set(others.map(({ currency }) => currency))].sort().map((currency) => ({
      currency,
      amount: sum(
        others.filter((m) => m.currency === currency),
        ({ amount }) => amount,
      ),
    })),
    trends: trendsOf(now, range.comparison && metricsOf(f, q, range.comparison)),
    series: points,
    comparisonSeries: range.comparison ? series(range.comparison).slice(0, points.length) : [],
  };
}

export const unidentifiedAt = (f: Facts, q: Params, end: number): number =>
  accountsOf(f, q).filter((account) => !account.identified && isThere(account, end)).length;

const profileOf = (f: Facts, id: string) => {
  const account = f.accountOf.get(id);
  return { email: account?.email ?? null, name: account?.name ?? null };
};
const partyOf = (f: Facts, id: string) => ({ id, ...profileOf(f, id) });
const named = (f: Facts, userId: string) => ({ userId, ...profileOf(f, userId), avatarUrl: null });

/** Most first by each key in turn, ids upwards. */
function byMost<T>(...keys: ((row: T) => number | string)[]) {
  return (a: T, b: T): number => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return typeof x === 'number' ? (y as number) - x : x < y ? -1 : 1;
    }
    return 0;
  };
}

const referralsOf = (f: Facts, q: Params) =>
  f.world.referrals.filter((x) => isOutside(f, q, x.refereeId, x.referrerId));

function referralMetrics(f: Facts, q: Params, span: Span) {
  const all = referralsOf(f, q);
  const referees = new Set(all.filter(({ at }) => at < span.end).map(({ refereeId }) => refereeId));
  const active = activeIn(f, q, span);
  const activeReferrals = [...referees].filter((id) => active.has(id)).length;
  const made = within(all, span);
  return {
    totalReferrals: referees.size,
    activeReferrals,
    creditsEarned: sum(made, ({ creditReward }) => creditReward),
    conversionRate: referees.size === 0 ? 0 : activeReferrals / referees.size,
    newReferrals: made.length,
  };
}

const activeIn = (f: Facts, { excludeInternal }: Params, span: Span) =>
  new Set(
    activitiesOfPeople(f, excludeInternal === undefined ? {} : { excludeInternal }, span).map(
      ({ userId }) => userId,
    ),
  );

export function referralStatsOf(f: Facts, q: Params, range: Range, interval: string) {
  const now = referralMetrics(f, q, range);
  const all = referralsOf(f, q);
  const made = within(all, range);
  const active = activeIn(f, q, range);
  const top = (key: (x: World['referrals'][number]) => string) =>
    [...new Set(made.map(key))]
      .map((name) => {
        const own = made.filter((x) => key(x) === name);
        const brought = new Set(own.map(({ refereeId }) => refereeId));
        return {
          name,
          referred: brought.size,
          active: [...brought].filter((id) => active.has(id)).length,
          credits: sum(own, ({ creditReward }) => creditReward),
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
    ...now,
    trends: trendsOf(now, range.comparison && referralMetrics(f, q, range.comparison)),
    series: bucketsOf(range, interval, range.zone).map((bucket) => {
      const own = within(made, bucket);
      return {
        start: iso(bucket.start),
        end: iso(bucket.end),
        newReferrals: own.length,
        newlyReferred: distinct(
          own
            .map(({ refereeId }) => refereeId)
            .filter((id) => !all.some((x) => x.refereeId === id && x.at < bucket.start)),
        ),
        creditsEarned: sum(own, ({ creditReward }) => creditReward),
      };
    }),
    topReferrers: top((x) => x.referrerId).map(({ name, ...row }) => ({ ...named(f, name), ...row })),
    topCodes: top((x) => x.code).map(({ name, ...row }) => ({ code: name, ...row })),
  };
}

/** Without a range, all of them; with `referees`, each referred user's latest up to the range's end. */
export function recentReferralsOf(f: Facts, q: Params, range: Range | null) {
  let list = referralsOf(f, q);
  if (range && q.referees) {
    const before = latest(list.filter(({ at }) => at < range.end));
    const active = activeIn(f, q, range);
    list = before.filter((x, i) => before.findIndex((y) => y.refereeId === x.refereeId) === i);
    if (q.referees === 'active') list = list.filter(({ refereeId }) => active.has(refereeId));
  } else if (range) list = within(list, range);
  if (q.code !== undefined) list = list.filter(({ code }) => code === q.code);
  if (q.search !== undefined)
    list = list.filter((x) =>
      holds(
        q.search!,
        x.code,
        ...[x.referrerId, x.refereeId].flatMap((id) => [id, ...Object.values(profileOf(f, id))]),
      ),
    );
  return latest(list).map(({ id, referrerId, refereeId, code, creditReward, at }) => ({
    id,
    referrer: partyOf(f, referrerId),
    referee: partyOf(f, refereeId),
    code,
    creditReward,
    timestamp: iso(at),
  }));
}

/** Made in the range and standing at its end. */
const standing = <T extends { readonly at: number; readonly removedAt: number | null }>(
  list: readonly T[],
  span: Span,
  until = span.end,
): T[] => within(list, span).filter(({ removedAt }) => removedAt === null || removedAt >= until);

const ownerOf = (f: Facts, shareId: string) => f.world.shares.find(({ id }) => id === shareId);

const sharesOf = (f: Facts, q: Params, span: Span, until?: number) =>
  standing(f.world.shares, span, until).filter(({ ownerId }) => isOutside(f, q, ownerId));

const likesOf = (f: Facts, q: Params, span: Span, until?: number) =>
  standing(f.world.likes, span, until).filter(({ userId, shareId }) =>
    isOutside(f, q, userId, ownerOf(f, shareId)?.ownerId ?? ''),
  );

function communityMetrics(f: Facts, q: Params, span: Span, until?: number) {
  const shares = sharesOf(f, q, span, until);
  return {
    sharedSessions: shares.filter(({ kind }) => kind === 'session').length,
    sharedMedia: shares.filter(({ kind }) => kind === 'media').length,
    totalLikes: likesOf(f, q, span, until).length,
    contributors: distinct(shares.map(({ ownerId }) => ownerId)),
  };
}

export function communityStatsOf(f: Facts, q: Params, range: Range, interval: string) {
  const now = communityMetrics(f, q, range);
  const shares = sharesOf(f, q, range);
  const likes = likesOf(f, q, range);
  const people = new Set([
    ...shares.map(({ ownerId }) => ownerId),
    ...likes.flatMap(({ shareId }) => ownerOf(f, shareId)?.ownerId ?? []),
  ]);
  return {
    ...now,
    trends: trendsOf(now, range.comparison && communityMetrics(f, q, range.comparison)),
    series: bucketsOf(range, interval, range.zone).map((bucket) => {
      const { contributors: _, ...counts } = communityMetrics(f, q, bucket, range.end);
      return { start: iso(bucket.start), end: iso(bucket.end), ...counts };
    }),
    topContributors: [...people]
      .map((id) => {
        const own = shares.filter(({ ownerId }) => ownerId === id);
        return {
          ...named(f, id),
          shares: own.length,
          sharedSessions: own.filter(({ kind }) => kind === 'session').length,
          sharedMedia: own.filter(({ kind }) => kind === 'media').length,
          likesReceived: likes.filter(({ shareId }) => ownerOf(f, shareId)?.ownerId === id).length,
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

const about = (f: Facts, q: Params, userId: string, id: string) =>
  (q.userId === undefined || userId === q.userId) &&
  (q.search === undefined || holds(q.search, id, userId, ...Object.values(profileOf(f, userId))));

export const communitySharesOf = (f: Facts, q: Params, range: Range) =>
  latest(
    sharesOf(f, q, range).filter(
      ({ id, ownerId, kind }) => about(f, q, ownerId, id) && (q.kind === undefined || kind === q.kind),
    ),
  ).map(({ id, ownerId, kind, at }) => ({
    id,
    userId: ownerId,
    ...profileOf(f, ownerId),
    kind,
    timestamp: iso(at),
  }));

export const communityLikesOf = (f: Facts, q: Params, range: Range) =>
  latest(
    likesOf(f, q, range).filter(
      ({ id, userId, shareId }) =>
        about(f, q, userId, id) && (q.ownerId === undefined || ownerOf(f, shareId)?.ownerId === q.ownerId),
    ),
  ).map(({ id, userId, shareId, at }) => {
    const share = ownerOf(f, shareId);
    return {
      id,
      userId,
      ...profileOf(f, userId),
      shareId,
      ownerId: share?.ownerId ?? null,
      ownerName: share ? profileOf(f, share.ownerId).name : null,
      kind: share?.kind ?? null,
      timestamp: iso(at),
    };
  });

export const creditTransactionsOf = (f: Facts, q: Params, range: Range) =>
  latest(
    moneyOf(f, q, range).filter(
      ({ id, userId, kind, currency }) =>
        about(f, q, userId, id) &&
        (q.kind === undefined || kind === q.kind) &&
        (q.currency === undefined || currency === q.currency),
    ),
  ).map(({ at, userId, ...rest }) => ({ ...rest, userId, ...profileOf(f, userId), timestamp: iso(at) }));

export function moneyTotals(rows: readonly { currency: string; amount: number; credits: number }[]) {
  return [...new Set(rows.map(({ currency }) => currency))].sort().map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    return {
      currency,
      count: own.length,
      amount: sum(own, ({ amount }) => amount),
      credits: sum(own, ({ credits }) => credits),
    };
  });
}
