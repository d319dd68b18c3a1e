import { type CatalogueInput, rankedCounters } from '../catalogue/index.ts';
import { columnsOfCounter } from '../db/columns.ts';
import { addDays } from '../db/days.ts';
import { datesBetween } from './calendar.ts';
import { type DayArrays, dayArraysOf, dayArraysSql, dayIdsSql } from './day-rows.ts';
import type { Reader } from './reader.ts';
import { ones, type Segment, segmentCache } from './segment-cache.ts';
import { decodeNumbers } from './segment-codec.ts';
import { byNumber } from './user-numbers.ts';

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

/** Days whose segments are whole, days that only have rows, and those rows once they were read. */
interface DayPlan {
  readonly from: string;
  readonly to: string;
  /** With the epoch under which each was built. */
  readonly built: ReadonlyMap<string, string>;
  readonly unbuilt: readonly string[];
  readonly columns: readonly string[];
  rows: Promise<DayArrays[]> | undefined;
}

const plans = (r: Reader): Promise<DayPlan[]> => r.once('dayPlans', async () => []);

/**
 * Looks once at the days that a report will ask for, and with its columns at the days without segments.
 * Later questions inside them are answered from there; others plan for themselves.
 */
export async function planDays(
  r: Reader,
  from: string,
  to: string,
  columns: readonly string[],
): Promise<DayPlan> {
  const known = await plans(r);
  const found = known.find(
    (p) => p.from <= from && p.to >= to && columns.every((column) => p.columns.includes(column)),
  );
  if (found) return found;
  // The ranked tally is there for every day that was built for this catalogue.
  const rows = await r.rows<{
    built: string[] | null;
    first: string | null;
    last: string | null;
    highest: number | null;
    epoch: number | null;
  }>(
    `select
       (select array_agg(b.day || ' ' || b.epoch) from ${r.s}.segment_days b
        where b.day >= $1::date and b.day < $2::date and exists (
          select from ${r.s}.daily_segments g where g.tally = $3 and g.day = b.day and not g.internal)) as built,
       (select min(day) from ${r.s}.user_daily_stats where day >= $1::date and day < $2::date) as first,
       (select max(day) from ${r.s}.user_daily_stats where day >= $1::date and day < $2::date) as last,
       (select max(user_no) from ${r.s}.users) as highest,
       (select epoch from ${r.s}.write_guard where id = 1) as epoch`,
    [from, to, rankedTally(r.ctx.catalogue).tally],
  );
  const { built, first, last, highest, epoch } = rows[0]!;
  // Asked for along the way: who visits days wants both.
  void r.once('userCount', async () => (highest ?? 0) + 1);
  void r.once('guardEpoch', async () => epoch ?? 0);
  const whole = new Map((built ?? []).map((each) => each.split(' ') as [string, string]));
  const some = first === null || last === null ? [] : datesBetween(first, addDays(last, 1));
  const plan: DayPlan = {
    from,
    to,
    built: whole,
    unbuilt: some.filter((day) => !whole.has(day)),
    columns: [...new Set(columns)],
    rows: undefined,
  };
  known.push(plan);
  return plan;
}

/** Up to here users are told by what this process knows; more days are joined. */
const FEW_DAYS = 4;

/** Rows of the days without segments, read when first needed. */
function rowsOf(r: Reader, plan: DayPlan): Promise<DayArrays[]> {
  plan.rows ??= readRows(r, plan);
  return plan.rows;
}

async function readRows(r: Reader, { unbuilt, columns }: DayPlan): Promise<DayArrays[]> {
  if (unbuilt.length <= FEW_DAYS)
    return byNumber(r, await r.rows<Record<string, unknown>>(dayIdsSql(r.s, columns), [unbuilt]), columns);
  const rows = await r.rows<Record<string, unknown>>(dayArraysSql(r.s, columns), [unbuilt]);
  return rows.map((row) => dayArraysOf(row, columns));
}

/**
 * Visits what users did on days, day by day: finished days from their segments, the others from
 * `user_daily_stats`. Nothing is scanned row by row in this process.
 */
export async function visitDays(r: Reader, q: SliceRequest, visit: VisitSlice): Promise<void> {
  if (q.from >= q.to) return;
  const plan = await planDays(
    r,
    q.from,
    q.to,
    q.tallies.flatMap((t) => t.columns),
  );
  const inside = (day: string) => day >= q.from && day < q.to;
  const built = [...plan.built].filter(([day]) => inside(day));
  if (built.length > 0) await visitSegments(r, q, built, visit);
  if (!plan.unbuilt.some(inside)) return;
  for (const row of await rowsOf(r, plan))
    if (inside(row.day) && (q.internal || !row.internal)) visitRow(q, plan, row, visit);
}

async function visitSegments(
  r: Reader,
  q: SliceRequest,
  days: readonly (readonly [day: string, epoch: string])[],
  visit: VisitSlice,
) {
  const cache = segmentCache(r.ctx.db);
  const keyOf = (tally: string, [day, epoch]: readonly [string, string]) =>
    [tally, day, epoch, q.counts, q.internal].join(' ');
  const found = new Map<string, Segment[]>();
  const missing = { tallies: new Set<string>(), days: new Set<string>() };
  for (const { tally } of q.tallies)
    for (const each of days) {
      const segments = cache.get(keyOf(tally, each));
      found.set(`${tally} ${each[0]}`, segments ?? []);
      if (!segments) {
        missing.tallies.add(tally);
        missing.days.add(each[0]);
      }
    }
  if (missing.days.size > 0) {
    const rows = await r.rows<{ day: string; tally: string; users: Buffer; counts?: Buffer }>(
      `select day, tally, users${q.counts ? ', counts' : ''} from ${r.s}.daily_segments
       where tally = any($1::text[]) and day = any($2::date[]) ${q.internal ? '' : 'and not internal'}`,
      [[...missing.tallies], [...missing.days]],
    );
    for (const tally of missing.tallies) for (const day of missing.days) found.set(`${tally} ${day}`, []);
    for (const row of rows) found.get(`${row.tally} ${row.day}`)?.push(decoded(row));
    for (const tally of missing.tallies)
      for (const each of days)
        if (missing.days.has(each[0])) cache.set(keyOf(tally, each), found.get(`${tally} ${each[0]}`)!);
  }
  q.tallies.forEach(({ tally }, index) => {
    for (const [day] of days)
      for (const { users, counts } of found.get(`${tally} ${day}`)!)
        visit(index, day, users, counts ?? ones(users.length), users.length);
  });
}

function decoded(row: { users: Buffer; counts?: Buffer }): Segment {
  const users = new Int32Array(row.users.length);
  const length = decodeNumbers(row.users, users, true);
  if (!row.counts) return { users: users.slice(0, length), counts: null };
  const counts = new Int32Array(length);
  decodeNumbers(row.counts, counts, false);
  return { users: users.slice(0, length), counts };
}

function visitRow(q: SliceRequest, plan: DayPlan, row: DayArrays, visit: VisitSlice): void {
  q.tallies.forEach((t, tally) => {
    const parts = t.columns.map((column) => row.columns[plan.columns.indexOf(column)]!);
    const counts = parts.length === 1 ? parts[0]! : new Int32Array(row.users.length);
    if (parts.length !== 1)
      for (const part of parts) for (let i = 0; i < counts.length; i++) counts[i]! += part[i]!;
    visit(tally, row.day, row.users, counts, counts.length);
  });
}

/** Sums of columns (signals) over all users and days. */
export async function sumDays(
  r: Reader,
  q: { from: string; to: string; columns: readonly string[]; internal: boolean },
): Promise<number[]> {
  const sums = q.columns.map(() => 0);
  if (q.from >= q.to || q.columns.length === 0) return sums;
  const plan = await planDays(r, q.from, q.to, q.columns);
  const inside = (day: string) => day >= q.from && day < q.to;
  const built = [...plan.built.keys()].filter(inside);
  if (built.length > 0) {
    const rows = await r.rows<{ tally: string; counts: Buffer }>(
      `select tally, counts from ${r.s}.daily_segments
       where tally = any($1::text[]) and day = any($2::date[]) ${q.internal ? '' : 'and not internal'}`,
      [q.columns.map(sumTally), built],
    );
    for (const row of rows)
      sums[q.columns.findIndex((column) => sumTally(column) === row.tally)]! += row.counts.readDoubleLE();
  }
  if (!plan.unbuilt.some(inside)) return sums;
  for (const row of await rowsOf(r, plan)) {
    if (!inside(row.day) || (row.internal && !q.internal)) continue;
    q.columns.forEach((column, i) => {
      for (const n of row.columns[plan.columns.indexOf(column)]!) sums[i]! += n;
    });
  }
  return sums;
}
