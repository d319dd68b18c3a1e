import { Unreadable } from './unreadable.ts';

const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const LATEST = Date.UTC(9999, 0, 1);

export const TAKES_INSTANT =
  'takes ISO 8601 with an offset (2026-03-15T14:30:00Z) or milliseconds since 1970, from 1970 to 9998';

/**
 * Reads an instant: the one rule for every way in. Milliseconds since 1970 of a Date, of a number of
 * milliseconds, or of ISO 8601 with an offset; null where it is absent.
 */
export function readInstant(value: unknown): number | null | Unreadable {
  if (value === null || value === undefined) return null;
  // As milliseconds it would be between January and April of 1970, when no platform was.
  if (typeof value === 'number' && value >= 1e9 && value < 1e10)
    return new Unreadable(`is ${value}, which looks like seconds since 1970; ${TAKES_INSTANT}`);
  return parseInstant(value) ?? new Unreadable(TAKES_INSTANT);
}

/** As `readInstant`, in one word: null for whatever is no instant. */
export function parseInstant(value: unknown): number | null {
  const ms =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? Math.floor(value)
        : typeof value === 'string' && ISO.test(value) && isCalendarDay(value)
          ? Date.parse(value)
          : Number.NaN;
  return Number.isFinite(ms) && ms >= 0 && ms < LATEST ? ms : null;
}

/** `Date.parse` takes 30 February for 1 March. */
function isCalendarDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
