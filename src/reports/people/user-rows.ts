import type { TopUser, UserRow } from '../../contract/index.ts';
import type { Span } from '../range/local-time.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';
import { sumOf, totalActivityOf, type UsageTally } from '../totals/tally.ts';
import { numbersOf } from './people.ts';
import type { RankedUser } from './rank.ts';

/** The rows of a page's users: profile, every counter in the span, last activity. */
export async function userRows(
  r: ReportReader,
  v: Seen,
  span: Span,
  profiles: readonly RankedUser[],
): Promise<TopUser[]> {
  const numbers = await numbersOf(
    r,
    v,
    span,
    profiles.map(({ no }) => no),
  );
  const untold = v.untoldCounters(span);
  return profiles.map((profile, i) => {
    const counters = Object.fromEntries(
      [...numbers.counters].map(([name, column]) => [name, untold.has(name) ? null : column[i]!]),
    );
    const features = [...numbers.features].map(([name, column]) => [name, column[i]!] as const);
    const last = lastOf(v, span, numbers.last[i]!, profile.lastEver);
    return {
      userId: profile.id,
      email: profile.email,
      name: profile.name,
      avatarUrl: profile.avatarUrl,
      totalActivity: totalActivityOf(r.ctx.catalogue, counters),
      activities: numbers.activities[i]!,
      lastActivityAt: last === 0 ? null : at(last),
      lastSeenAt: profile.lastEver === null ? null : at(profile.lastEver),
      ...counters,
      byFeature: Object.fromEntries(features.filter(([, n]) => n > 0)),
    };
  });
}

/** Of removed log the day is known; the very last activity of all is known to the moment. */
export function lastOf(v: Seen, span: Span, last: number, lastEver: number | null): number {
  if (last === 0 || !v.passesAll || v.fromLog || lastEver === null) return last;
  return lastEver >= last && lastEver < span.end ? lastEver : last;
}

/** A row of the list, which has no breakdown by feature. */
export function plainRow({ byFeature: _, ...row }: TopUser): UserRow {
  return row as UserRow;
}

/** Activities by feature, features without any left out. */
export function byFeatureOf(r: ReportReader, tally: UsageTally): Record<string, number> {
  const { features, actions } = r.ctx.catalogue;
  const names = Object.keys(actions);
  return Object.fromEntries(
    Object.keys(features).flatMap((feature) => {
      const n = sumOf(
        tally.actions,
        names.filter((name) => actions[name]!.feature === feature),
      );
      return n > 0 ? [[feature, n]] : [];
    }),
  );
}
