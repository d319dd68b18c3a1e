import { Temporal } from 'temporal-polyfill';
import { startOfDay } from '../../db/days.ts';

/** Half-open: `start` is inside, `end` isn't. Milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** An instant as a date and time of a zone. */
export function local(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** First date of the calendar unit that a date falls in; weeks are ISO. */
export function firstDateOf(date: Temporal.PlainDate, unit: CalendarUnit): Temporal.PlainDate {
  if (unit === 'week') return date.subtract({ days: date.dayOfWeek - 1 });
  if (unit === 'month') return date.with({ day: 1 });
  if (unit === 'quarter') return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
  if (unit === 'year') return date.with({ month: 1, day: 1 });
  return date;
}

/** First instant of a date in a zone. */
export function startOf(date: Temporal.PlainDate, zone: string): number {
  return startOfDay(date.toString(), zone);
}

/** A number of units as Temporal takes it: `{ weeks: 1 }`. */
export function duration(unit: CalendarUnit | 'hour', count: number): Temporal.DurationLike {
  return unit === 'quarter' ? { months: 3 * count } : { [`${unit}s`]: count };
}
