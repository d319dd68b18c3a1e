import { own } from '../../catalogue/index.ts';
import { sql } from '../../db/sql.ts';
import { readTexts } from '../../store/detail-sql.ts';
import type { Kind } from '../../store/kinds.ts';
import { BadRequest } from '../errors.ts';
import { calendarOf, daysIn, livedIn } from '../range/calendar.ts';
import type { Span } from '../range/local-time.ts';
import type { ReportReader } from '../read/reader.ts';
import type { Seen } from '../read/seen.ts';

/** What `day` is cut into in place of days, and what each is called. */
export interface Cuts {
  readonly buckets: readonly Span[];
  readonly names: readonly string[];
}

/** Activities that agree in every part that is grouped by. */
export interface Grouped {
  /** In the order of `by`. */
  readonly parts: readonly string[];
  readonly count: number;
}

/** Groups that a report counts at most: each is held, ordered and told. */
const MOST = 1_000_000;

/** Above so many a table of every bucket and group would be mostly empty. */
const DENSE = 2_000_000;

/**
 * Activities by day, feature, action, user and details; groups without any are left out.
 *
 * @throws BadRequest where there are more than `most`
 */
export async function countGroups(
  r: ReportReader,
  v: Seen,
  span: Span,
  zone: string,
  by: readonly string[],
  cuts?: Cuts,
  most = MOST,
): Promise<Grouped[]> {
  const byUser = by.includes('user');
  const buckets = by.includes('day') ? (cuts?.buckets ?? daysIn(livedIn(span, r.ctx.now), zone)) : [span];
  const names = cuts?.names ?? daysNamed(buckets, zone);
  const ofKind = by.filter((name) => name !== 'day' && name !== 'user');
  const { groups, keys } = v.groups((kind) => {
    const combinations = partsOf(r, kind, ofKind);
    // Whether internal accounts count may differ by action.
    return combinations.length === 0 ? null : JSON.stringify([combinations, v.scope.countsInternal(kind)]);
  });
  const told = keys.map((key) => JSON.parse(key) as [string[][], boolean]);
  // Grouped by user they are people.
  const letsInternal = (group: number) => told[group]![1] && (!byUser || v.scope.internalPeople);
  const counted = (group: number, all: number, internal: number) =>
    letsInternal(group) ? all : all - internal;

  // Groups that differ in whether internal accounts count are one where they are told.
  const places = new Map(told.flatMap(([all]) => all.map((parts) => [JSON.stringify(parts), parts])));
  const shown = [...places.values()];
  const placeOf = new Map([...places.keys()].map((text, i) => [text, i]));
  const placed = told.map(([all]) => all.map((parts) => placeOf.get(JSON.stringify(parts))!));
  const counts = new Map<number, number>();
  const add = (user: number, group: number, bucket: number, n: number) => {
    if (n === 0) return;
    for (const place of placed[group]!) {
      const key = (user * shown.length + place) * buckets.length + bucket;
      counts.set(key, (counts.get(key) ?? 0) + n);
    }
  };
  if (!byUser && buckets.length * keys.length <= DENSE) {
    const size = keys.length;
    const [{ all, internal }] = await v.walk([
      { sink: 'totals', span, places: v.places, buckets, groups, size },
    ]);
    for (let i = 0; i < all.length; i++)
      add(0, i % size, Math.floor(i / size), counted(i % size, all[i]!, internal[i]!));
  } else {
    const [cells] = await v.walk([{ sink: 'cells', span, places: v.places, buckets, groups, byUser, most }]);
    if (cells.more)
      throw new BadRequest({
        groupBy: `gives more than ${most} groups here; take a shorter range, a filter, or one grouping in place of two`,
      });
    for (let i = 0; i < cells.length; i++) {
      const [group, n] = [cells.groups[i]!, cells.counts[i]!];
      add(Math.max(0, cells.users[i]!), group, cells.buckets[i]!, counted(group, n, cells.internal[i]! * n));
    }
  }
  const users = [...counts.keys()].map((key) => Math.floor(key / buckets.length / shown.length));
  const ids = byUser ? await idsOf(r, users) : null;
  return [...counts].map(([key, count]) => {
    const row = Math.floor(key / buckets.length);
    const ofGroup = shown[row % shown.length]!;
    const parts = by.map((name) => {
      if (name === 'day') return names[key % buckets.length]!;
      return name === 'user' ? ids!.get(Math.floor(row / shown.length))! : ofGroup[ofKind.indexOf(name)]!;
    });
    return { parts, count };
  });
}

/** The dates of buckets that begin on a day, or inside the first. */
function daysNamed(buckets: readonly Span[], zone: string): string[] {
  if (buckets.length === 0) return [];
  const { dates, starts } = calendarOf({ start: buckets[0]!.start, end: buckets.at(-1)!.end }, zone);
  const places = new Map(starts.map((start, i) => [start, i]));
  return buckets.map(({ start }, i) => (i === 0 ? dates[0]! : dates[places.get(start)!]!));
}

/** A kind's part of a group's key; undefined where it has none, or where the details of single activities tell it. */
export function partOf(r: ReportReader, kind: Kind, name: string): string | undefined {
  if (name === 'action') return kind.action;
  if (name === 'feature') return own(r.ctx.catalogue.actions, kind.action)?.feature;
  return kind.values.get(name);
}

/** Every key that a kind stands under: an activity with a list is in the group of each of its elements. */
function partsOf(r: ReportReader, kind: Kind, by: readonly string[]): string[][] {
  let all: string[][] = [[]];
  for (const name of by) {
    const part = partOf(r, kind, name);
    const texts = part === undefined ? readTexts(kind.values.get(`details.${name}`)) : [part];
    // An empty text is no value, as for breakdowns.
    all = all.flatMap((parts) => texts.filter((text) => text !== '').map((text) => [...parts, text]));
  }
  return all;
}

async function idsOf(r: ReportReader, numbers: readonly number[]): Promise<Map<number, string>> {
  const rows = await r.rows<{ no: number; id: string }>(
    sql`select user_no as no, id from ${r.ctx.db.tables.users} where user_no = any(${[...new Set(numbers)]}::int[])`,
  );
  return new Map(rows.map(({ no, id }) => [no, id]));
}
