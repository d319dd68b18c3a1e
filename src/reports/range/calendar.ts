import { dayOf, startOfDay } from '../../db/days.ts';
import { DAY } from '../../db/milliseconds.ts';
import type { Span } from './local-time.ts';

const known = new Map<string, number>();

/** First instant of a date in a zone, remembered: the calendar is slow to ask, and reports ask for the same days. */
export function dayStart(day: string, zone: string): number {
  const key = day + zone;
  let start = known.get(key);
  if (start === undefined) {
    start = startOfDay(day, zone);
    if (known.size >= 50_000) known.clear();
    known.set(key, start);
  }
  return start;
}

/** The local days that a span touches, so that the calendar is asked once a day and not once a question. */
export interface Calendar {
  /** Dates, oldest first. */
  readonly dates: readonly string[];
  /** Each date's first instant, and last the end of the last. */
  readonly starts: readonly number[];
}

/** Every date from `from` to before `to`. */
export function datesBetween(from: string, to: string): string[] {
  const days: string[] = [];
  const end = Date.parse(`${to}T00:00:00Z`);
  for (let at = Date.parse(`${from}T00:00:00Z`); at < end; at += DAY)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

export function calendarOf(span: Span, zone: string): Calendar {
  if (span.start >= span.end) return { dates: [], starts: [] };
  const last = Date.parse(`${dayOf(span.end - 1, zone)}T00:00:00Z`) + 2 * DAY;
  const dates = datesBetween(dayOf(span.start, zone), new Date(last).toISOString().slice(0, 10));
  return { dates: dates.slice(0, -1), starts: dates.map((day) => dayStart(day, zone)) };
}

/** A span cut at the zone's days, however many there are. */
export function daysIn(span: Span, zone: string): Span[] {
  const { starts } = calendarOf(span, zone);
  return starts
    .slice(1)
    .map((end, i) => ({ start: Math.max(starts[i]!, span.start), end: Math.min(end, span.end) }));
}

/**
 * The part of a span in which there may be activity: none is before 1970, and none after today. Days are cut in
 * it, so that a range of centuries has no more of them; empty for a range that is all in the future.
 */
export const livedIn = ({ start, end }: Span, now: number): Span => ({
  start: Math.max(start, 0),
  end: Math.min(end, now + DAY),
});
