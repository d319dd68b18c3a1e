import type { Interval } from '../../contract/index.ts';
import { BadRequest } from '../errors.ts';
import { daysIn } from './calendar.ts';
import { duration, firstDateOf, local, type Span, startOf } from './local-time.ts';

/** Points of a chart at most. */
export const MAX_BUCKETS = 1_500;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The interval that keeps a chart of this span readable. */
export function autoInterval(span: Span): Interval {
  const days = (span.end - span.start) / DAY;
  // Half a day of grace: a range of local days may be an hour longer than its number of days.
  if (days <= 2.5) return 'hour';
  if (days <= 92.5) return 'day';
  return days <= 400.5 ? 'week' : 'month';
}

/**
 * Cuts a span at the local hours, days, ISO weeks or months of a zone. The first and last may be partial.
 *
 * @throws BadRequest where there would be more than 1,500.
 */
export function bucketsOf(span: Span, interval: Interval, zone: string): Span[] {
  if (interval === 'day') return daysOf(span, zone);
  const next = interval === 'hour' ? nextHour : nextDate;
  const buckets: Span[] = [];
  let start = span.start;
  while (start < span.end) {
    if (buckets.length === MAX_BUCKETS) throw tooMany(interval);
    const end = Math.min(next(start, zone, interval), span.end);
    buckets.push({ start, end });
    start = end;
  }
  return buckets;
}

/** The comparison's buckets by position may end before it does: the rest is one more, which is not shown. */
export function wholeBuckets(span: Span, buckets: readonly Span[]): Span[] {
  const end = buckets.at(-1)?.end ?? span.start;
  return end < span.end ? [...buckets, { start: end, end: span.end }] : [...buckets];
}

function tooMany(interval: Interval): BadRequest {
  const longer = { hour: 'day, week, month', day: 'week, month', week: 'month', month: 'month' }[interval];
  return new BadRequest({
    interval: `${interval} gives more than ${MAX_BUCKETS} points for this range; take a longer interval (${longer}) or a shorter range`,
  });
}

function daysOf(span: Span, zone: string): Span[] {
  if ((span.end - span.start) / DAY > MAX_BUCKETS + 2) throw tooMany('day');
  const days = daysIn(span, zone);
  if (days.length > MAX_BUCKETS) throw tooMany('day');
  return days;
}

function nextDate(start: number, zone: string, interval: Interval): number {
  const unit = interval as 'week' | 'month';
  const first = firstDateOf(local(start, zone).toPlainDate(), unit);
  return startOf(first.add(duration(unit, 1)), zone);
}

/**
 * The next full hour on the zone's clock. Where the clock is moved by half an hour, as on Lord Howe
 * Island, the hour of the change is cut in two or is only half as long.
 */
function nextHour(start: number, zone: string): number {
  const at = local(start, zone);
  const full = start + HOUR - ((at.minute * 60 + at.second) * 1000 + at.millisecond);
  const moved = at.getTimeZoneTransition('next')?.epochMilliseconds;
  return moved !== undefined && moved < full ? moved : full;
}
