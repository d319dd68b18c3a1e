import { DAY } from '../../db/milliseconds.ts';
import { after } from '../../store/sink.ts';
import { calendarOf } from './calendar.ts';
import type { Span } from './local-time.ts';
import type { Range } from './period.ts';

/** So many days of everybody: the one on which something happened to them, by the range's zone, and those that follow it. */
export interface FirstDays {
  readonly length: number;
  /** First instants of days, ascending, and the end of the last. */
  readonly days: Float64Array;
  /** @param at an instant of the range */
  of(at: number): Span;
}

/** What lies ahead is no day. */
export function firstDaysOf({ start, end, timezone }: Range, length: number, now: number): FirstDays {
  const lived = Math.max(start + 1, Math.min(end, now + DAY));
  const days = Float64Array.from(calendarOf({ start, end: lived + (length + 2) * DAY }, timezone).starts);
  return {
    length,
    days,
    of(at) {
      const day = after(days, at) - 1;
      return { start: days[day]!, end: days[day + length]! };
    },
  };
}
