import { own, plainDetails } from '../../catalogue/index.ts';
import type { Group, GroupSeries, Profile } from '../../contract/index.ts';
import { profilesOf } from '../people/profiles.ts';
import { calendarOf, livedIn } from '../range/calendar.ts';
import type { Range } from '../range/period.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { AskedOf } from '../read/removed.ts';
import { look, type Seen } from '../read/seen.ts';
import { change } from '../totals/change.ts';
import { labelOf } from '../totals/features.ts';
import { countGroups, type Grouped } from './group-counts.ts';

/** Groups that are drawn over time. */
const MAX_SERIES = 50;

export interface Groups {
  readonly groups: Group[];
  /** Over the range's buckets, where grouped by days; most first. */
  readonly series: GroupSeries[] | undefined;
  readonly total: number;
  /** They were read from the log, which tells details that no breakdown does. */
  readonly fromLog: boolean;
}

/** Activities by one or two of day, feature, action, user and the declared details, against the comparison. */
export async function groupsOf(
  r: ReportReader,
  whole: Seen,
  q: {
    readonly range: Range;
    readonly by: readonly string[];
    /** Groups that are passed over, and told at most. */
    readonly offset: number;
    readonly limit: number;
    readonly asked: AskedOf;
  },
): Promise<Groups> {
  const { by } = q;
  const details = plainDetails(r.ctx.catalogue).filter((name) => by.includes(name));
  const fromLog = details.length > 0;
  const { v, range } = fromLog ? await lookAtDetails(r, whole, q, details) : { v: whole, range: q.range };
  const counts = await countGroups(r, v, range, range.timezone, by);
  const others = by.filter((name) => name !== 'day');
  const compared =
    range.comparison && others.length > 0
      ? await countGroups(r, v, range.comparison, range.timezone, others)
      : null;
  const day = by.indexOf('day');
  const before = day < 0 && compared ? sumsBy(compared, (parts) => parts) : null;
  const all = before
    ? [
        ...counts,
        ...fallen(
          sumsBy(counts, (parts) => parts),
          before,
        ),
      ]
    : counts;
  const page = orderOf(by, all).slice(q.offset, q.offset + q.limit);
  const users = await usersIn(r, by, page);
  const groups = page.map(({ parts, count }) => {
    const previous = before && (before.get(keyOf(parts)) ?? 0);
    const trend = previous === null ? null : change(count, previous);
    return { ...named(r, by, parts, users), count, previous, trend };
  });
  return {
    groups,
    series: day >= 0 ? await seriesOf(r, v, { range, by, others, counts, compared }) : undefined,
    total: all.length,
    fromLog,
  };
}

/** The rows that have some details, apart from those that the rest of the report is about. */
async function lookAtDetails(
  r: ReportReader,
  { scope, missing }: Seen,
  { range, asked }: { readonly range: Range; readonly asked: AskedOf },
  details: readonly string[],
): Promise<{ v: Seen; range: Range }> {
  const spans = [range, ...(range.comparison ? [range.comparison] : [])];
  const v = await look(r, scope, spans, { asked, details, missing, counts: 'activities' });
  return { v, range: await v.comparable(range, 'groups') };
}

/** Groups of the comparison that are none of now: they fell to zero. */
const fallen = (now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): Grouped[] =>
  [...before.keys()].filter((key) => !now.has(key)).map((key) => ({ parts: key.split('\u0000'), count: 0 }));

const keyOf = (parts: readonly string[]) => parts.join('\u0000');

function sumsBy(groups: readonly Grouped[], of: (parts: readonly string[]) => readonly string[]) {
  const sums = new Map<string, number>();
  for (const { parts, count } of groups) {
    const key = keyOf(of(parts));
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}

/** Days in their order, else most first; equals by key. */
function orderOf(by: readonly string[], groups: readonly Grouped[]): Grouped[] {
  const day = by.indexOf('day');
  return [...groups].sort(
    (a, b) =>
      (day < 0 ? 0 : compare(a.parts[day]!, b.parts[day]!)) ||
      b.count - a.count ||
      compare(keyOf(a.parts), keyOf(b.parts)),
  );
}

/** Who is who in groups by user. */
type UsersOfGroups = (id: string) => Profile;

async function usersIn(
  r: ReportReader,
  by: readonly string[],
  groups: readonly Pick<Grouped, 'parts'>[],
): Promise<UsersOfGroups | undefined> {
  const place = by.indexOf('user');
  return place < 0
    ? undefined
    : profilesOf(
        r,
        groups.map(({ parts }) => parts[place]!),
      );
}

/** A group's key by its groupings, and what it is called. */
export function named(
  r: ReportReader,
  by: readonly string[],
  parts: readonly string[],
  users?: UsersOfGroups,
): Pick<Group, 'key' | 'label' | 'user'> {
  const c = r.ctx.catalogue;
  const user = users?.(parts[by.indexOf('user')]!);
  const label = (name: string, part: string) => {
    if (name === 'user') return user?.name ?? user?.email ?? part;
    if (name === 'feature') return own(c.features, part)?.label ?? part;
    if (name === 'action') return own(c.actions, part)?.label ?? part;
    return Object.hasOwn(c.breakdowns, name) ? labelOf(c, name, part) : part;
  };
  return {
    key: Object.fromEntries(by.map((name, i) => [name, parts[i]!])),
    label: by.map((name, i) => label(name, parts[i]!)).join(' · '),
    ...(user && { user: { userId: user.userId, name: user.name, email: user.email } }),
  };
}

/** Each group without its days as counts over the range's buckets, every bucket there. */
async function seriesOf(
  r: ReportReader,
  v: Seen,
  q: {
    range: Range;
    by: readonly string[];
    others: readonly string[];
    counts: readonly Grouped[];
    compared: readonly Grouped[] | null;
  },
): Promise<GroupSeries[]> {
  const { range, by, others } = q;
  const [groups, bucketOf] = await countsInBuckets(r, v, q);
  const day = by.indexOf('day');
  const withoutDay = (parts: readonly string[]) => parts.filter((_, i) => i !== day);
  const before = q.compared && sumsBy(q.compared, (parts) => parts);
  const sums = sumsBy(groups, withoutDay);
  const all = [
    ...sums,
    ...(before ? fallen(sums, before).map(({ parts }) => [keyOf(parts), 0] as const) : []),
  ];
  const first = all.sort(([a, n], [b, m]) => m - n || compare(a, b)).slice(0, MAX_SERIES);
  const partsIn = (key: string) => (others.length === 0 ? [] : key.split('\u0000'));
  const users = await usersIn(
    r,
    others,
    first.map(([key]) => ({ parts: partsIn(key) })),
  );
  const lines = new Map(first.map(([key]) => [key, range.buckets.map(() => 0)]));
  for (const { parts, count } of groups) {
    const line = lines.get(keyOf(withoutDay(parts)));
    if (line) line[bucketOf(parts[day]!)]! += count;
  }
  return first.map(([key, count]) => ({
    ...named(r, others, partsIn(key), users),
    count,
    trend: before && change(count, before.get(key) ?? 0),
    counts: lines.get(key)!,
  }));
}

/** Days lie in buckets of days, weeks and months; hours are counted for themselves. */
async function countsInBuckets(
  r: ReportReader,
  v: Seen,
  q: { range: Range; by: readonly string[]; counts: readonly Grouped[] },
): Promise<[readonly Grouped[], (name: string) => number]> {
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
  const { dates, starts } = calendarOf(livedIn(range, r.ctx.now), range.timezone);
  dates.forEach((date, i) => {
    while (range.buckets[bucket]!.end <= starts[i]!) bucket++;
    place.set(date, bucket);
  });
  return [q.counts, (name) => place.get(name)!];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
