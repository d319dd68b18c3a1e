import { INTERVALS, type Interval } from '../../contract/index.ts';
import { DAY, HOUR } from '../../db/milliseconds.ts';
import { BadRequest } from '../errors.ts';
import { daysIn } from './calendar.ts';
import { duration, firstDateOf, local, type Span, startOf } from './local-time.ts';

/** Points of a chart whose interval was asked for, at most. */
export const MAX_POINTS = 10_000;

/** The interval that keeps a chart of this span readable; there is one for every span. */
export function autoInterval(span: Span): Interval {
  const days = (span.end - span.start) / DAY;
  // Half a day of grace: a range of local days may be an hour longer than its number of days.
  if (days <= 2.5) return 'hour';
  if (days <= 92.5) return 'day';
  return days <= 400.5 ? 'week' : 'month';
}

/** @throws BadRequest where an interval would give more than 10,000 points, with those that wouldn't. */
export function refuseTooMany(span: Span, interval: Interval, zone: string): void {
  const points = pointsIn(span, interval, zone);
  if (points <= MAX_POINTS) return;
  const longer = INTERVALS.slice(INTERVALS.indexOf(interval) + 1);
  const fitting = longer.filter((each) => pointsIn(span, each, zone) <= MAX_POINTS);
  throw new BadRequest({
    interval: `${interval} gives ${counted(points)} points for this range, and ${counted(MAX_POINTS)} is the most; take ${orOf([...fitting, 'auto'])}, or a shorter range`,
  });
}

const counted = (n: number) => n.toLocaleString('en-US');
const orOf = (names: readonly string[]) =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** How many buckets a span is cut into; hours in which the clock is moved may add one. */
function pointsIn(span: Span, interval: Interval, zone: string): number {
  if (interval === 'hour') return Math.ceil((span.end - span.start) / HOUR);
  const first = firstDateOf(local(span.start, zone).toPlainDate(), interval);
  const last = firstDateOf(local(span.end - 1, zone).toPlainDate(), interval);
  const between = first.until(last, { largestUnit: interval });
  return { day: between.days, week: between.weeks, month: between.months }[interval] + 1;
}

/** Cuts a span at the local hours, days, ISO weeks or months of a zone. The first and last may be partial. */
export function bucketsOf(span: Span, interval: Interval, zone: string): Span[] {
  if (interval === 'day') return daysIn(span, zone);
  const buckets: Span[] = [];
  let { start } = span;
  for (const bound of interval === 'hour' ? hoursAfter(start, zone) : datesAfter(start, zone, interval)) {
    const end = Math.min(bound, span.end);
    buckets.push({ start, end });
    start = end;
    if (end === span.end) break;
  }
  return buckets;
}

function* datesAfter(instant: number, zone: string, unit: 'week' | 'month'): Generator<number> {
  const step = duration(unit, 1);
  for (let date = firstDateOf(local(instant, zone).toPlainDate(), unit); ; ) {
    date = date.add(step);
    yield startOf(date, zone);
  }
}

/**
 * The full hours of the zone's clock. Where the clock is moved by half an hour, as on Lord Howe Island, the
 * hour of the change is cut in two or is only half as long.
 */
function* hoursAfter(instant: number, zone: string): Generator<number> {
  let ahead = aheadAt(instant, zone);
  for (let at = instant; ; ) {
    const full = at + HOUR - ((((at + ahead) % HOUR) + HOUR) % HOUR);
    const then = aheadAt(full, zone);
    at = then === ahead ? full : movedIn(at, full, zone);
    ahead = then;
    yield at;
  }
}

/** Milliseconds that a zone's clock is ahead of UTC. */
const aheadAt = (instant: number, zone: string) => local(instant, zone).offsetNanoseconds / 1_000_000;

/** The instant after one and up to another at which the clock is moved. */
function movedIn(after: number, upTo: number, zone: string): number {
  let [low, high] = [after, upTo];
  const ahead = aheadAt(low, zone);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (aheadAt(middle, zone) === ahead) low = middle;
    else high = middle;
  }
  return high;
}

/** The comparison's buckets by position may end before it does: the rest is one more, which isn't shown. */
export function wholeBuckets(span: Span, buckets: readonly Span[]): Span[] {
  const end = buckets.at(-1)?.end ?? span.start;
  return end < span.end ? [...buckets, { start: end, end: span.end }] : [...buckets];
}
