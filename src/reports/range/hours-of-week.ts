import { HOUR } from '../../db/milliseconds.ts';
import { merged } from '../../store/stretch.ts';
import { bucketsOf } from './buckets.ts';
import { calendarOf, livedIn } from './calendar.ts';
import { local, type Span } from './local-time.ts';

const DAY = 24 * HOUR;

/** How finely a span is cut: at hours, at days, or not, where retention tells no more. */
export type Fineness = 'hours' | 'days' | 'whole';

/** A span cut at a zone's hours or days. A cell is an hour of the week, Monday's first 0. */
export interface Times {
  readonly times: Float64Array;
  readonly days: Int32Array;
  readonly cells: Int32Array;
}
export const HOURS_OF_WEEK = 168;

export function timesOf(asked: Span, fineness: Fineness, zone: string, now: number): Times {
  const lived = livedIn(asked, now);
  const span = lived.start < lived.end ? lived : asked;
  const [starts, days, cells]: [number[], number[], number[]] = [[], [], []];
  const add = (start: number, day: number, cell: number) => {
    // Cut off before the span: the last of these is the first in it.
    if (start <= span.start) starts.length = days.length = cells.length = 0;
    starts.push(Math.max(start, span.start));
    days.push(day);
    cells.push(cell);
  };
  if (fineness === 'whole' || lived.start >= lived.end) add(span.start, 0, 0);
  else {
    const calendar = calendarOf(span, zone);
    calendar.dates.forEach((date, day) => {
      const [start, end] = [calendar.starts[day]!, calendar.starts[day + 1]!];
      const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
      const hours = fineness === 'days' ? [[start, 0] as const] : hoursOf(start, end, zone);
      for (const [at, hour] of hours) if (at < span.end) add(at, day, weekday * 24 + hour);
    });
  }
  return {
    // Nothing was done outside of what was lived.
    times: Float64Array.from([asked.start, ...starts.slice(1), asked.end]),
    days: Int32Array.from(days),
    cells: Int32Array.from(cells),
  };
}

/** An hour of the day, a weekday (1 is Monday), or the hour of that weekday. */
export interface PartOfWeek {
  readonly hour?: number | undefined;
  readonly weekday?: number | undefined;
}

/** What of a span lies in a part of the week, ascending, not touching; of no part everything does: null. */
export function inPartOfWeek({
  hour,
  weekday,
}: PartOfWeek): ((span: Span, zone: string, now: number) => Span[]) | null {
  if (hour === undefined && weekday === undefined) return null;
  return (span, zone, now) => {
    const { times, cells } = timesOf(span, hour === undefined ? 'days' : 'hours', zone, now);
    const isIn = (cell: number) =>
      (hour === undefined || cell % 24 === hour) &&
      (weekday === undefined || Math.floor(cell / 24) === weekday - 1);
    return merged(
      Array.from(cells).flatMap((cell, i) => (isIn(cell) ? [{ start: times[i]!, end: times[i + 1]! }] : [])),
    );
  };
}

/** The hours of a day; the calendar is asked where the clock is moved in it. */
function hoursOf(start: number, end: number, zone: string): [at: number, hour: number][] {
  if (end - start === DAY) return Array.from({ length: 24 }, (_, hour) => [start + hour * HOUR, hour]);
  return bucketsOf({ start, end }, 'hour', zone).map(({ start: at }) => [at, local(at, zone).hour]);
}
