import { own } from '../catalogue/index.ts';
import type { Group, GroupSeries } from '../contract/index.ts';
import { dayOf } from '../db/days.ts';
import { bucketsOf } from './buckets.ts';
import { change } from './change.ts';
import { labelOf } from './features.ts';
import { countGroups } from './group-counts.ts';
import type { Range } from './period.ts';
import { at, type Reader } from './reader.ts';
import type { Seen } from './seen.ts';

/** Groups of an answer where nothing else is asked for. */
export const MAX_GROUPS = 1_000;
/** Groups that are drawn over time. */
const MAX_SERIES = 50;

export interface Groups {
  readonly groups: Group[];
  /** Over the range's buckets, where grouped by days; most first. */
  readonly series: GroupSeries[] | undefined;
  readonly total: number;
}

/** Activities by one or two of day, feature, action, user and the declared details, against the comparison. */
export async function groupsOf(
  r: Reader,
  v: Seen,
  q: {
    readonly range: Range;
    readonly by: readonly string[];
    /** Groups that are passed over, and told at most. */
    readonly offset: number;
    readonly limit: number;
  },
): Promise<Groups> {
  const { range, by } = q;
  const counts = await countGroups(r, v, range, range.timezone, by);
  const others = by.filter((name) => name !== 'day');
  const compared =
    range.comparison && others.length > 0
      ? await countGroups(r, v, range.comparison, range.timezone, others)
      : null;
  const day = by.indexOf('day');
  const before = (text: string) => (day < 0 && compared ? (compared.get(text) ?? 0) : null);
  const groups = orderOf(by, counts)
    .slice(q.offset, q.offset + q.limit)
    .map(({ parts, text, count }) => {
      const previous = before(text);
      const trend = previous === null ? null : change(count, previous);
      return { ...named(r, by, parts), count, previous, trend };
    });
  return {
    groups,
    series: day >= 0 ? await seriesOf(r, v, { range, by, others, counts, compared }) : undefined,
    total: counts.size,
  };
}

/** Days in their order, else most first; equals by key. */
function orderOf(by: readonly string[], counts: ReadonlyMap<string, number>) {
  const day = by.indexOf('day');
  const all = [...counts].map(([text, count]) => ({ parts: JSON.parse(text) as string[], text, count }));
  return all.sort(
    (a, b) =>
      (day < 0 ? 0 : compare(a.parts[day]!, b.parts[day]!)) || b.count - a.count || compare(a.text, b.text),
  );
}

/** A group's key by its groupings, and what it is called. */
export function named(
  r: Reader,
  by: readonly string[],
  parts: readonly string[],
): Pick<Group, 'key' | 'label'> {
  const c = r.ctx.catalogue;
  const label = (name: string, part: string) => {
    if (name === 'feature') return own(c.features, part)?.label ?? part;
    if (name === 'action') return own(c.actions, part)?.label ?? part;
    return Object.hasOwn(c.breakdowns, name) ? labelOf(c, name, part) : part;
  };
  return {
    key: Object.fromEntries(by.map((name, i) => [name, parts[i]!])),
    label: by.map((name, i) => label(name, parts[i]!)).join(' · '),
  };
}

/** Each group without its days as counts over the range's buckets, every bucket there. */
async function seriesOf(
  r: Reader,
  v: Seen,
  q: {
    range: Range;
    by: readonly string[];
    others: readonly string[];
    counts: ReadonlyMap<string, number>;
    compared: ReadonlyMap<string, number> | null;
  },
): Promise<GroupSeries[]> {
  const { range, by, others } = q;
  const [counts, bucketOf] = await countsInBuckets(r, v, q);
  const day = by.indexOf('day');
  const found = new Map<string, number[]>();
  for (const [text, n] of counts) {
    const parts = JSON.parse(text) as string[];
    const bucket = bucketOf(parts[day]!);
    const key = JSON.stringify(parts.filter((_, i) => i !== day));
    const line = found.get(key) ?? range.buckets.map(() => 0);
    line[bucket]! += n;
    found.set(key, line);
  }
  return [...found]
    .map(([text, line]) => ({ text, line, count: line.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.count - a.count || compare(a.text, b.text))
    .slice(0, MAX_SERIES)
    .map(({ text, line, count }) => ({
      ...named(r, others, JSON.parse(text) as string[]),
      count,
      trend: q.compared && change(count, q.compared.get(text) ?? 0),
      counts: line,
    }));
}

/** Days lie in buckets of days, weeks and months; hours are counted for themselves. */
async function countsInBuckets(
  r: Reader,
  v: Seen,
  q: { range: Range; by: readonly string[]; counts: ReadonlyMap<string, number> },
): Promise<[ReadonlyMap<string, number>, (name: string) => number]> {
  const { range, by } = q;
  const place = new Map<string, number>();
  if (range.interval === 'hour') {
    const names = range.buckets.map((bucket) => at(bucket.start));
    names.forEach((name, i) => {
      place.set(name, i);
    });
    const cuts = { buckets: range.buckets, names };
    const counts = await countGroups(r, v, range, range.timezone, by, cuts);
    return [counts, (name) => place.get(name)!];
  }
  let bucket = 0;
  for (const { start } of bucketsOf(range, 'day', range.timezone)) {
    while (range.buckets[bucket]!.end <= start) bucket++;
    place.set(dayOf(start, range.timezone), bucket);
  }
  return [q.counts, (name) => place.get(name)!];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
