import { LOCALE } from './locale.ts';
import { apart } from './number.ts';

const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1000;

const formats = new Map<string, Intl.NumberFormat>();
function inUnit(value: number, unit: string, more = 0): string {
  const digits = (value < 10 ? 1 : 0) + more;
  const key = `${unit}${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(LOCALE, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(value);
}

/** 1,234,567 → `1.2 MB`; told apart from those beside it. */
export const bytes = (value: number, beside: readonly number[] = []): string =>
  apart(value, beside, inBytes, (n) => inUnit(n, 'byte'));

function inBytes(value: number, more: number): string {
  const power = value < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log(value) / Math.log(STEP)));
  return inUnit(value / STEP ** power, BYTES[power] ?? 'byte', more);
}

/** Milliseconds in the unit that suits them: `0.4 ms`, `240 ms`, `2.1 sec`, `3 min`; told apart from those beside them. */
export const milliseconds = (value: number, beside: readonly (number | null)[] = []): string =>
  apart(value, beside, inTime, (n) => inUnit(n, 'millisecond', 2));

function inTime(value: number, more: number): string {
  if (value < 1000) return inUnit(value, 'millisecond', more);
  if (value < 60_000) return inUnit(value / 1000, 'second', more);
  return duration(value / 1000);
}

/** Seconds as a length of time: `45 sec`, `12 min`, `3 hr`, `2 days`. */
export function duration(seconds: number): string {
  if (seconds < 60) return inUnit(Math.round(seconds), 'second');
  if (seconds < 3600) return inUnit(Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return inUnit(Math.floor(seconds / 360) / 10, 'hour');
  return inUnit(Math.floor(seconds / 8640) / 10, 'day');
}

/** How often a second: `0.02`, `3.4`, `120`. */
export const rate = (perSecond: number): string =>
  perSecond.toLocaleString(LOCALE, { maximumSignificantDigits: perSecond < 100 ? 2 : 4 });
