import { Temporal } from 'temporal-polyfill';
import { InexactNumber } from '../contract/index.ts';
import { QUARTER } from '../db/milliseconds.ts';
import { Refused } from './errors.ts';
import { compilePattern, readIso, type TimeParts } from './time-pattern.ts';
import { readUnix, UNIX_UNITS, type UnixUnit } from './unix-time.ts';

const LATEST = Date.UTC(9999, 0, 1);

/**
 * A reader of a file's times, from a text (or a number) to milliseconds since 1970. What is finer than a
 * millisecond is cut off, never rounded.
 *
 * @param time `iso`, `unix` (unit found by size), `unix_s`, `unix_ms`, `unix_us`, `unix_ns`, or a pattern
 * @param zone of times without an offset; a time in a gap moves forward, one that happens twice is the first.
 *   Unix times with a zone are its wall clock, counted as if it were UTC: some exports are written so
 * @example compileTime('YYYY-MM-DD HH:mm:ss', 'America/New_York')('2024-03-10 02:30:00') // 03:30 EDT
 */
export function compileTime(time = 'iso', zone?: string): (raw: unknown) => number | Refused {
  const toInstant = zone === undefined ? null : instantIn(zone);
  if (Object.hasOwn(UNIX_UNITS, time)) {
    const unit = UNIX_UNITS[time as UnixUnit];
    return (raw) => {
      const ms = readUnix(raw instanceof InexactNumber ? raw.literal : raw, unit.scale);
      if (ms === null) return invalid(raw, `is no number of ${unit.name} since 1970`);
      const counted = inRange(ms, raw);
      return typeof counted === 'number' && toInstant ? inRange(toInstant(counted), raw) : counted;
    };
  }
  const read = time === 'iso' ? readIso : compilePattern(time);
  const expected = time === 'iso' ? 'ISO 8601, such as 2026-03-15T14:30:00Z' : `a time like ${time}`;
  return (raw) => {
    const parts = typeof raw === 'string' ? read(raw) : null;
    if (!parts) return invalid(raw, `isn't ${expected}${looksLike(raw)}`);
    const local = localOf(parts);
    if (local === null) return invalid(raw, 'is no date of the calendar between 1970 and 9999');
    if (parts.offset !== null) return inRange(local - parts.offset * 60_000, raw);
    if (!toInstant)
      return invalid(raw, 'names no offset; set "timezone" in the mapping to the zone it was written in');
    return inRange(toInstant(local), raw);
  };
}

const invalid = (raw: unknown, why: string) =>
  new Refused('invalid_time', `the time ${JSON.stringify(raw)?.slice(0, 100)} ${why}`);

const inRange = (ms: number, raw: unknown) =>
  ms >= 0 && ms < LATEST ? ms : invalid(raw, "doesn't lie between 1970 and 9999");

/** What to write in the mapping instead, where that can be told from the text. */
function looksLike(raw: unknown): string {
  const text = String(raw);
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return '; set "time" in the mapping to unix';
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(text))
    return '; set "time" in the mapping to a pattern, DD/MM/YYYY HH:mm where the day comes first, MM/DD/YYYY HH:mm where the month does';
  return '';
}

/** The wall clock as if it were UTC, in milliseconds; null where there is no such date or time. */
function localOf(p: TimeParts): number | null {
  if (p.year < 1969 || p.month < 1 || p.month > 12 || p.day < 1 || p.hour > 23 || p.minute > 59) return null;
  // A leap second is the next minute's first instant, as PostgreSQL has it.
  if (p.second > 60 || Number.isNaN(p.offset)) return null;
  if (p.day > 28 && new Date(Date.UTC(p.year, p.month - 1, p.day)).getUTCDate() !== p.day) return null;
  return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second, p.ms);
}

/** Asks the calendar once per quarter of an hour, and each time where the clock changes within it. */
function instantIn(zone: string): (local: number) => number {
  const offsets = new Map<number, number>();
  return (local) => {
    const quarter = Math.floor(local / QUARTER);
    const known = offsets.get(quarter);
    if (known !== undefined) return local - known;
    const start = quarter * QUARTER;
    const offset = start - exact(start, zone);
    if (offset !== start + QUARTER - 1 - exact(start + QUARTER - 1, zone)) return exact(local, zone);
    if (offsets.size > 100_000) offsets.clear();
    offsets.set(quarter, offset);
    return local - offset;
  };
}

function exact(local: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(local)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
