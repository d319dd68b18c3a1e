import { type Calendar, calendarOf, wholeDays } from './calendar.ts';
import { int4s } from './day-rows.ts';
import type { Span } from './local-time.ts';
import { refuseRemoved } from './log-scan.ts';
import { userCount } from './people.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';
import { ACTIVITIES, visitDays } from './segments.ts';

/** Distinct users of a span and of each of its buckets. */
export interface ActiveUsers {
  readonly total: number;
  /** Null where telling them would mean to read too much of the log. */
  readonly series: readonly (number | null)[];
}

/** Log rows that are read for a series of distinct users at most. */
export const MAX_LOG_ROWS = 1_500_000;

/**
 * Distinct users of everybody's activity, exact. Whole days of the configured zone come from segments;
 * what buckets cut from such days (hours, another zone's days) from the log, as long as it is not too much.
 *
 * @param q.activities of each bucket, to know beforehand what the log would cost
 */
export async function activeUsers(
  r: Reader,
  q: { span: Span; buckets: readonly Span[]; activities: readonly number[]; scope: Scope },
): Promise<ActiveUsers> {
  const calendar = calendarOf(q.span, r.ctx.zone);
  const size = await userCount(r);

  const cuts = q.buckets.map((bucket) => edgesOf(bucket, calendar));
  const rowsToRead = cuts.reduce((sum, edges, i) => sum + (edges.length > 0 ? q.activities[i]! : 0), 0);
  const tellSeries = rowsToRead <= MAX_LOG_ROWS;

  const bucketOf = new Map<string, number>();
  const single = q.buckets.map((bucket, i) => {
    const { from, to } = wholeDays(bucket, calendar);
    for (let day = from; day < to; day++) bucketOf.set(calendar.dates[day]!, i);
    return to - from === 1 && cuts[i]!.length === 0;
  });
  const marks = createMarks(size, single);
  const { from, to } = wholeDays(q.span, calendar);
  if (from < to)
    await visitDays(
      r,
      {
        from: calendar.dates[from]!,
        to: to < calendar.dates.length ? calendar.dates[to]! : endOf(calendar),
        tallies: [ACTIVITIES],
        counts: false,
        internal: q.scope.internalPeople,
      },
      (_tally, day, users, counts, length) => marks.add(bucketOf.get(day), users, counts, length),
    );
  const edges = tellSeries ? cuts.flat() : edgesOf(q.span, calendar);
  for (const { bucket, users } of await usersInLog(r, edges, q.buckets, q.scope))
    marks.add(tellSeries ? bucket : undefined, users, null, users.length);
  return { total: marks.total(), series: tellSeries ? marks.series() : q.buckets.map(() => null) };
}

/**
 * One byte a user for the span, and for each bucket that more than one day tells of: a single day tells
 * each user once.
 */
function createMarks(size: number, single: readonly boolean[]) {
  const anybody = new Uint8Array(size);
  const inBucket = new Map<number, Uint8Array>();
  const counts = single.map(() => 0);
  const count = (marks: Uint8Array | undefined) => {
    let n = 0;
    if (marks) for (let i = 0; i < marks.length; i++) n += marks[i]!;
    return n;
  };
  const mark = (marks: Uint8Array, users: Int32Array, n: Int32Array | null, length: number) => {
    let marked = 0;
    for (let i = 0; i < length; i++)
      if (n === null || n[i] !== 0) {
        marks[users[i]!] = 1;
        marked++;
      }
    return marked;
  };
  return {
    add(bucket: number | undefined, users: Int32Array, n: Int32Array | null, length: number): void {
      const marked = mark(anybody, users, n, length);
      if (bucket === undefined) return;
      if (single[bucket]) {
        counts[bucket]! += marked;
        return;
      }
      const marks = inBucket.get(bucket) ?? new Uint8Array(size);
      inBucket.set(bucket, marks);
      mark(marks, users, n, length);
    },
    total: () => count(anybody),
    series: () => single.map((one, i) => (one ? counts[i]! : count(inBucket.get(i)))),
  };
}

/** What a span cuts from the calendar's days. */
function edgesOf(span: Span, calendar: Calendar): Span[] {
  const { from, to } = wholeDays(span, calendar);
  if (from >= to) return [span];
  return [
    { start: span.start, end: calendar.starts[from]! },
    { start: calendar.starts[to]!, end: span.end },
  ].filter((edge) => edge.start < edge.end);
}

function endOf(calendar: Calendar): string {
  const last = Date.parse(`${calendar.dates.at(-1)}T00:00:00Z`);
  return new Date(last + 86_400_000).toISOString().slice(0, 10);
}

async function usersInLog(r: Reader, spans: readonly Span[], buckets: readonly Span[], scope: Scope) {
  const merged = merge(spans);
  if (merged.length === 0) return [];
  refuseRemoved(r, merged);
  const rows = await r.rows<{ bucket: number; nos: Buffer }>(
    `select t.bucket, string_agg(int4send(u.user_no), ''::bytea) as nos
     from (select distinct width_bucket(l.created_at, $1::timestamptz[]) as bucket, l.user_id
           from unnest($2::timestamptz[], $3::timestamptz[]) as e(start, stop)
           join lateral (select created_at, user_id from ${r.s}.user_activity_logs
                         where created_at >= e.start and created_at < e.stop) l on true) t
     join ${r.s}.users u on u.id = t.user_id where $4 or not u.internal group by 1`,
    [
      buckets.map((b) => at(b.start)),
      merged.map((x) => at(x.start)),
      merged.map((x) => at(x.end)),
      scope.internalPeople,
    ],
  );
  return rows.map(({ bucket, nos }) => ({ bucket: bucket - 1, users: int4s(nos) }));
}

/** Adjoining spans as one. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && last.end === span.start) merged[merged.length - 1] = { start: last.start, end: span.end };
    else merged.push(span);
  }
  return merged;
}
