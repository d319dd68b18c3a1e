import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import type { Params } from '../questions.ts';
import type { Account, Activity } from '../world.ts';
import {
  accountsOf,
  activitiesOfPeople,
  type Facts,
  featureOf,
  isPerson,
  isThere,
  signalsIn,
} from './matching.ts';
import { dateOf, type Range } from './range.ts';
import { toldAt } from './retention.ts';
import { countersOf, distinct, totalOf } from './usage.ts';

export interface Row {
  readonly account: Account;
  readonly list: readonly Activity[];
  readonly counters: Readonly<Record<string, number>>;
  readonly totalActivity: number;
  /** Milliseconds since 1970; null for nothing. Of what retention has removed the day is told. */
  readonly last: number | null;
  /** Whatever retention has removed: the very last of all is still known. */
  readonly exact: number | null;
  /** Of whatever they ever did. */
  readonly seen: number | null;
}

const most = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.max(...times));

/** Everybody who did anything in a range, a signal included, and whom else the question wants listed. */
export function rowsOf(f: Facts, q: Params, range: Range, retained: boolean): Row[] {
  const list = activitiesOfPeople(f, q, range);
  const signals = signalsIn(f, q, range);
  const active = new Set([...list, ...signals].map(({ userId }) => userId));
  return f.world.accounts
    .filter((account) => isListed(f, q, range, account, active))
    .map((account) => {
      const own = list.filter(({ userId }) => userId === account.id);
      const counters = countersOf(
        own,
        signals.filter(({ userId }) => userId === account.id),
      );
      return {
        account,
        list: own,
        counters,
        totalActivity: totalOf(counters),
        last: most(own.map((a) => (retained ? toldAt(f, a) : a.at))),
        exact: most(own.map(({ at }) => at)),
        seen: most(f.world.activities.filter(({ userId }) => userId === account.id).map(({ at }) => at)),
      };
    });
}

function isListed(
  f: Facts,
  q: Params,
  { start, end }: Range,
  account: Account,
  active: ReadonlySet<string>,
): boolean {
  if (!q.joined && active.has(account.id)) return true;
  if (!q.joined && !q.include) return false;
  const asked = accountsOf(f, q).includes(account) && isPerson(q, account);
  if (q.joined === 'range') return asked && account.createdAt >= start && account.createdAt < end;
  return asked && isThere(account, end);
}

/** By a score, ties by id. */
export function ordered(rows: readonly Row[], sortBy = 'totalActivity', sortOrder = 'desc'): Row[] {
  const scoreOf = (row: Row) => {
    if (sortBy === 'totalActivity') return row.totalActivity;
    if (sortBy === 'activities') return row.list.length;
    return sortBy === 'lastActivityAt' ? (row.last ?? 0) : row.counters[sortBy]!;
  };
  const sign = sortOrder === 'desc' ? -1 : 1;
  return [...rows].sort((a, b) => sign * (scoreOf(a) - scoreOf(b)) || (a.account.id < b.account.id ? -1 : 1));
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function byFeatureOf(list: readonly Activity[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const activity of list) found[featureOf(activity)] = (found[featureOf(activity)] ?? 0) + 1;
  return found;
}

/** A row as `users` and `topUsers` tell it, beside what was found. */
export const shown = (row: Row, found?: Readonly<Record<string, unknown>>) => ({
  userId: row.account.id,
  email: row.account.email,
  name: row.account.name,
  avatarUrl: null,
  totalActivity: row.totalActivity,
  activities: row.list.length,
  lastActivityAt: iso(found?.lastActivityAt === iso(row.exact) ? row.exact : row.last),
  lastSeenAt: iso(row.seen),
  ...row.counters,
});

/** The five who did most. */
export const topOf = (rows: readonly Row[], found: readonly Record<string, unknown>[]) =>
  ordered(rows.filter(({ list }) => list.length > 0))
    .slice(0, 5)
    .map((row, i) => ({ ...shown(row, found[i]), byFeature: byFeatureOf(row.list) }));

/** A row as the file of users tells it. */
export const inFile = (
  row: Row,
  { zone }: Range,
  found?: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const byFeature = byFeatureOf(row.list);
  return {
    ...shown(row, found),
    role: row.account.role,
    internal: row.account.internal,
    createdAt: iso(row.account.createdAt),
    deletedAt: iso(row.account.deletedAt),
    activeDays: distinct(row.list.map(({ at }) => dateOf(at, zone))),
    ...Object.fromEntries(
      Object.keys(defaultCatalogue.features).map((name) => [`byFeature.${name}`, byFeature[name] ?? 0]),
    ),
  };
};
