import { Temporal } from 'temporal-polyfill';
import { QUARTER } from './milliseconds.ts';

/** A local day: its date in the zone and its bounds in milliseconds since 1970. */
export interface LocalDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/** First instant of a date in a zone, in milliseconds; a day that skips midnight starts after the gap. */
export function startOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** The date that an instant falls on in a zone, as `2026-03-15`. */
export function dayOf(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** `2026-03-15` plus days, in the calendar. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/**
 * A lookup from instants to local days that asks the calendar once per day: the write path calls it for
 * every activity.
 */
export function dayFinder(zone: string): (instant: number) => LocalDay {
  const byQuarter = new Map<number, LocalDay>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER);
    const found = byQuarter.get(quarter);
    if (found) return found;
    const day = dayOf(instant, zone);
    const local = { day, start: startOfDay(day, zone), end: startOfDay(addDays(day, 1), zone) };
    if (byQuarter.size > 200_000) byQuarter.clear();
    for (let q = Math.ceil(local.start / QUARTER); q * QUARTER < local.end; q++) byQuarter.set(q, local);
    return local;
  };
}
