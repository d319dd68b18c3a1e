import { type CatalogueInput, rankedCounters } from '../catalogue/index.ts';
import { columnsOfCounter } from '../db/columns.ts';
import { addDays } from '../db/days.ts';
import { datesBetween } from './calendar.ts';
import { dayArraysOf, dayArraysSql } from './day-rows.ts';
import type { Reader } from './reader.ts';
import { decodeNumbers } from './segment-codec.ts';

/** A number per user and day: the sum of columns of `user_daily_stats`, kept as a segment under `tally`. */
export interface DayTally {
  readonly tally: string;
  readonly columns: readonly string[];
}

/** Every activity. */
export const ACTIVITIES: DayTally = { tally: 'activities', columns: ['activities'] };

export const columnTally = (column: string): DayTally => ({ tally: column, columns: [column] });

/** The score that users are ranked by, summed beforehand. Its name says of what, so a changed catalogue asks for another. */
export function rankedTally(c: CatalogueInput): DayTally {
  const columns = [...new Set(rankedCounters(c).flatMap((name) => columnsOfCounter(c, name)))].sort();
  return { tally: `ranked:${columns.join('+')}`, columns };
}

/** The sum over a day's users of a signal's column: eight bytes, as a double, low end first. */
export const sumTally = (column: string): string => `sum:${column}`;

/** `users[i]` did `counts[i]`; the first `length` are valid until the next visit. Counts may be 0. */
export type VisitSlice = (
  tally: number,
  day: string,
  users: Int32Array,
  counts: Int32Array,
  length: number,
) => void;

export interface SliceRequest {
  /** Every day from one to before another, of the configured zone. */
  readonly from: string;
  readonly to: string;
  readonly tallies: readonly DayTally[];
  /** Without counts a segment costs half: only whose count is above 0 is told, as 1. */
  readonly counts: boolean;
  readonly internal: boolean;
}

/** Days of which the segments are whole, for this catalogue. */
export async function builtDays(r: Reader, from: string, to: string): Promise<string[]> {
  const rows = await r.rows<{ day: string }>(
    `select b.day from ${r.s}.segment_days b
     where b.day >= $1::date and b.day < $2::date and exists (
       select from ${r.s}.daily_segments g where g.tally = $3 and g.day = b.day and not g.internal)`,
    [from, to, rankedTally(r.ctx.catalogue).tally],
  );
  return rows.map((row) => row.day);
}

/** Days without segments; most often today and yesterday. */
export async function unbuiltDays(r: Reader, from: string, to: string, built: readonly string[]) {
  const whole = new Set(built);
  const rows = await r.rows<{ first: string | null; last: string | null }>(
    `select min(day) as first, max(day) as last from ${r.s}.user_daily_stats where day >= $1::date and day < $2::date`,
    [from, to],
  );
  const { first, last } = rows[0]!;
  if (first === null || last === null) return [];
  return datesBetween(first, addDays(last, 1)).filter((day) => !whole.has(day));
}

/**
 * Visits what users did on days, day by day: finished days from their segments, the others from
 * `user_daily_stats`. Nothing is scanned row by row in this process.
 */
export async function visitDays(r: Reader, q: SliceRequest, visit: VisitSlice): Promise<void> {
  if (q.from >= q.to) return;
  const built = await builtDays(r, q.from, q.to);
  if (built.length > 0) await visitSegments(r, q, built, visit);
  const unbuilt = await unbuiltDays(r, q.from, q.to, built);
  if (unbuilt.length > 0) await visitRows(r, q, unbuilt, visit);
}

async function visitSegments(r: Reader, q: SliceRequest, days: readonly string[], visit: VisitSlice) {
  const index = new Map(q.tallies.map(({ tally }, i) => [tally, i]));
  const rows = await r.rows<{ day: string; tally: string; users: Buffer; counts?: Buffer }>(
    `select day, tally, users${q.counts ? ', counts' : ''} from ${r.s}.daily_segments
     where tally = any($1::text[]) and day = any($2::date[]) ${q.internal ? '' : 'and not internal'}`,
    [[...index.keys()], days],
  );
  const longest = Math.max(0, ...rows.map((row) => row.users.length));
  const users = new Int32Array(longest);
  const counts = new Int32Array(longest).fill(1);
  for (const row of rows) {
    const length = decodeNumbers(row.users, users, true);
    if (row.counts) decodeNumbers(row.counts, counts, false);
    visit(index.get(row.tally)!, row.day, users, counts, length);
  }
}

async function visitRows(r: Reader, q: SliceRequest, days: readonly string[], visit: VisitSlice) {
  const columns = [...new Set(q.tallies.flatMap((t) => t.columns))];
  const rows = await r.rows<Record<string, unknown>>(
    dayArraysSql(r.s, columns, q.internal ? '' : 'and not u.internal'),
    [days],
  );
  for (const row of rows) {
    const { day, users, columns: values } = dayArraysOf(row, columns);
    q.tallies.forEach((t, tally) => {
      const parts = t.columns.map((column) => values[columns.indexOf(column)]!);
      const counts = parts.length === 1 ? parts[0]! : new Int32Array(users.length);
      if (parts.length > 1)
        for (const part of parts) for (let i = 0; i < counts.length; i++) counts[i]! += part[i]!;
      visit(tally, day, users, counts, users.length);
    });
  }
}

/** Sums of columns (signals) over all users and days. */
export async function sumDays(
  r: Reader,
  q: { from: string; to: string; columns: readonly string[]; internal: boolean },
): Promise<number[]> {
  const sums = q.columns.map(() => 0);
  if (q.from >= q.to || q.columns.length === 0) return sums;
  const built = await builtDays(r, q.from, q.to);
  if (built.length > 0) {
    const rows = await r.rows<{ tally: string; counts: Buffer }>(
      `select tally, counts from ${r.s}.daily_segments
       where tally = any($1::text[]) and day = any($2::date[]) ${q.internal ? '' : 'and not internal'}`,
      [q.columns.map(sumTally), built],
    );
    for (const row of rows)
      sums[q.columns.findIndex((column) => sumTally(column) === row.tally)]! += row.counts.readDoubleLE();
  }
  const unbuilt = await unbuiltDays(r, q.from, q.to, built);
  if (unbuilt.length > 0) {
    const total = q.columns.map((column, i) => `coalesce(sum(d."${column}"), 0)::float8 as c${i}`).join(', ');
    const some = q.columns.map((column) => `d."${column}" is not null`).join(' or ');
    const rows = await r.rows<Record<string, number>>(
      `select ${total} from ${r.s}.user_daily_stats d join ${r.s}.users u on u.id = d.user_id
       where d.day = any($1::date[]) and (${some}) ${q.internal ? '' : 'and not u.internal'}`,
      [unbuilt],
    );
    q.columns.forEach((_, i) => {
      sums[i]! += rows[0]![`c${i}`]!;
    });
  }
  return sums;
}
