import { defaultCatalogue } from '../../../src/catalogue/index.ts';
import type { Params } from '../questions.ts';
import type { Activity } from '../world.ts';
import { activitiesIn, activitiesOfPeople, breakdownOf, type Facts, featureOf, textsOf } from './matching.ts';
import { bucketsOf, dateOf, type Range, type Span } from './range.ts';
import { trendOf } from './usage.ts';

const { features, actions, breakdowns } = defaultCatalogue;

interface Counted {
  readonly parts: readonly string[];
  readonly count: number;
}

/** What an activity is grouped under: nothing where it has no such detail, several for a list. */
function partsOf(activity: Activity, name: string, zone: string): string[] {
  if (name === 'day') return [dateOf(activity.at, zone)];
  if (name === 'feature') return [featureOf(activity)];
  if (name === 'action') return [activity.action];
  if (name === 'user') return [activity.userId];
  if (name === 'theme' || name === 'layout')
    return [breakdownOf(activity, name)].filter((value) => value !== null);
  return textsOf(activity, name);
}

function countBy(list: readonly Activity[], by: readonly string[], zone: string): Counted[] {
  const found = new Map<string, number>();
  for (const activity of list)
    for (const parts of by.reduce<string[][]>(
      (all, name) => all.flatMap((one) => partsOf(activity, name, zone).map((part) => [...one, part])),
      [[]],
    ))
      found.set(JSON.stringify(parts), (found.get(JSON.stringify(parts)) ?? 0) + 1);
  return [...found].map(([key, count]) => ({ parts: JSON.parse(key) as string[], count }));
}

function labelOf(f: Facts, name: string, part: string): string {
  if (name === 'feature') return features[part as 'admin'].label;
  if (name === 'action') return actions[part as Activity['action']].label;
  if (name === 'user') return f.accountOf.get(part)?.name ?? f.accountOf.get(part)?.email ?? part;
  const values: Readonly<Record<string, string>> =
    name === 'theme' || name === 'layout' ? breakdowns[name].values : {};
  return values[part] ?? part;
}

const userOf = (f: Facts, userId: string) => ({
  userId,
  name: f.accountOf.get(userId)?.name ?? null,
  email: f.accountOf.get(userId)?.email ?? null,
});

export interface Groups {
  readonly groups: readonly Record<string, unknown>[];
  readonly series: readonly Record<string, unknown>[] | undefined;
}

const keyOf = (parts: readonly string[]) => parts.join('\0');

/** Days in their order, else most first; equals by key. Groups that fell to nothing are there. */
export function groupsOf(f: Facts, q: Params, range: Range, interval: string): Groups {
  const by = q.groupBy!.split(',');
  const list = (span: Span) => (by.includes('user') ? activitiesOfPeople : activitiesIn)(f, q, span);
  const day = by.indexOf('day');
  const others = by.filter((name) => name !== 'day');
  const before =
    range.comparison && others.length > 0
      ? new Map(
          countBy(list(range.comparison), others, range.zone).map(({ parts, count }) => [
            keyOf(parts),
            { parts, count },
          ]),
        )
      : null;
  const counts = countBy(list(range), by, range.zone);
  const fallen = (known: ReadonlySet<string>) =>
    [...(before?.values() ?? [])]
      .filter(({ parts }) => !known.has(keyOf(parts)))
      .map(({ parts }) => ({ parts, count: 0 }));
  const all = day < 0 ? [...counts, ...fallen(new Set(counts.map(({ parts }) => keyOf(parts))))] : counts;
  all.sort(
    (a, b) =>
      (day < 0 ? 0 : compared(a.parts[day]!, b.parts[day]!)) ||
      b.count - a.count ||
      compared(keyOf(a.parts), keyOf(b.parts)),
  );
  const named = (names: readonly string[], parts: readonly string[]) => ({
    key: Object.fromEntries(names.map((name, i) => [name, parts[i]!])),
    label: names.map((name, i) => labelOf(f, name, parts[i]!)).join(' · '),
    ...(names.includes('user') && { user: userOf(f, parts[names.indexOf('user')]!) }),
  });
  const groups = all.map(({ parts, count }) => {
    const previous = day < 0 && before ? (before.get(keyOf(parts))?.count ?? 0) : null;
    return {
      ...named(by, parts),
      count,
      previous,
      trend: previous === null ? null : trendOf(count, previous),
    };
  });
  if (day < 0) return { groups, series: undefined };

  const buckets = bucketsOf(range, interval, range.zone).map(
    (span) =>
      new Map(countBy(list(span), others, range.zone).map(({ parts, count }) => [keyOf(parts), count])),
  );
  const lines = countBy(list(range), others, range.zone);
  const told = [...lines, ...fallen(new Set(lines.map(({ parts }) => keyOf(parts))))]
    .sort((a, b) => b.count - a.count || compared(keyOf(a.parts), keyOf(b.parts)))
    .slice(0, 50);
  return {
    groups,
    series: told.map(({ parts, count }) => ({
      ...named(others, parts),
      count,
      trend: before && trendOf(count, before.get(keyOf(parts))?.count ?? 0),
      counts: buckets.map((bucket) => bucket.get(keyOf(parts)) ?? 0),
    })),
  };
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
