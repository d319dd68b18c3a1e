const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const LATEST = Date.UTC(9999, 0, 1);

/** Milliseconds since 1970 of a Date, a number of milliseconds, or ISO 8601 with an offset; else null. */
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
