import * as texts from '#texts/format.ts';
import type { Interval } from '../../contract/common.ts';
import { LOCALE } from './locale.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

const DAY = { day: 'numeric', month: 'short' } as const;
const WEEKDAY = { weekday: 'short', ...DAY } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const dayFormats = new Map<string, Intl.DateTimeFormat>();
/** The calendar day in a zone, `2026-03-15`: what the API takes as a date. */
export function dayIn(zone: string, instant: string | number): string {
  const known = dayFormats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  dayFormats.set(zone, known);
  return known.format(new Date(instant));
}

export const clock = (instant: string, zone: string): string => format(zone, CLOCK).format(new Date(instant));

export const moment = (instant: string, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric', ...CLOCK }).format(new Date(instant));

/** To the second, for logs. */
export const second = (instant: string, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric', ...CLOCK, second: '2-digit' }).format(new Date(instant));

export const date = (instant: string, zone: string): string =>
  format(zone, { ...DAY, year: 'numeric' }).format(new Date(instant));

/** `2026-03-15` as words; a calendar day has no zone of its own. */
export const calendarDay = (day: string, withYear = true): string =>
  format('UTC', { ...WEEKDAY, ...(withYear ? { year: 'numeric' } : {}) }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** A bucket on the chart's axis. */
export function tick(start: string, interval: Interval, zone: string): string {
  const options =
    interval === 'hour' ? CLOCK : interval === 'month' ? ({ month: 'short', year: '2-digit' } as const) : DAY;
  return format(zone, options).format(new Date(start));
}

/** A bucket in full, for read-outs and tables. */
export function bucket(start: string, end: string, interval: Interval, zone: string): string {
  if (interval === 'hour') return `${format(zone, WEEKDAY).format(new Date(start))}, ${clock(start, zone)}`;
  if (interval === 'month') return format(zone, { month: 'long', year: 'numeric' }).format(new Date(start));
  if (interval === 'week') return span(start, end, zone);
  return format(zone, { ...WEEKDAY, year: 'numeric' }).format(new Date(start));
}

/** The last instant before an exclusive end. */
export const lastInstant = (end: string): string => new Date(Date.parse(end) - 1).toISOString();

/** First to last day of a range whose end is exclusive: `23 Oct – 21 Nov 2026`. */
export function span(start: string, end: string, zone: string): string {
  const last = new Date(lastInstant(end));
  const from = new Date(start);
  if (dayIn(zone, start) === dayIn(zone, last.getTime())) return date(start, zone);
  return format(zone, { ...DAY, year: 'numeric' }).formatRange(from, last);
}

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`. */
export function ago(instant: string, now: number = Date.now()): string {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return texts.justNow;
}

/** A moment that something began at: by the clock where it is today, else the day, with its year where that is another. */
export function sinceWhen(instant: string, zone: string, now: number): { words: string; day: string } {
  const day = dayIn(zone, instant);
  const today = dayIn(zone, now);
  if (day === today) return { words: clock(instant, zone), day };
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return { words: sameYear ? format(zone, DAY).format(new Date(instant)) : date(instant, zone), day };
}

/** How old numbers are, to ten seconds: `just now`, `40 seconds ago`, `3 minutes ago`. */
export function age(instant: string, now: number): string {
  const seconds = Math.floor((now - Date.parse(instant)) / 10_000) * 10;
  return seconds < 10 || seconds >= 60 ? ago(instant, now) : relative.format(-seconds, 'second');
}

/** A zone with what it is apart from UTC: `Europe/Berlin GMT+1`. */
export function zoneWords(zone: string): string {
  if (zone === 'UTC') return zone;
  const parts = format(zone, { timeZoneName: 'shortOffset' }).formatToParts(new Date());
  const offset = parts.find((p) => p.type === 'timeZoneName')?.value ?? '';
  return `${zone.replaceAll('_', ' ')} ${offset}`;
}

/** 0 is Monday: `Mon`. 1 January 2024 was one. */
export const weekdayName = (weekday: number): string =>
  format('UTC', { weekday: 'short' }).format(new Date(Date.UTC(2024, 0, 1 + weekday)));

/** `Monday`, of an instant in a zone. */
export const longWeekday = (instant: string, zone: string): string =>
  format(zone, { weekday: 'long' }).format(new Date(instant));

/** The month of a calendar day in full: `March 2026`. */
export const monthOf = (day: string): string =>
  format('UTC', { month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));

/** The month of a calendar day: `Mar`. */
export const monthName = (day: string): string =>
  format('UTC', { month: 'short' }).format(new Date(`${day}T00:00:00Z`));
