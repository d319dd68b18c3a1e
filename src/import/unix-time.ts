/** How a mapping names a count of time since 1970; `scale` is how many decimals a millisecond is away. */
export const UNIX_UNITS = {
  /** The unit is found by size: each fits years 1973 to 5138 and no other unit's do. */
  unix: { name: 'seconds, milliseconds, microseconds or nanoseconds', scale: null },
  unix_s: { name: 'seconds', scale: 3 },
  unix_ms: { name: 'milliseconds', scale: 0 },
  unix_us: { name: 'microseconds', scale: -3 },
  unix_ns: { name: 'nanoseconds', scale: -6 },
} as const;
export type UnixUnit = keyof typeof UNIX_UNITS;

const COUNT = /^(\d{1,20})(?:[.,](\d+))?$/;

/**
 * Milliseconds of a count since 1970; null where it is none. Moved by decimal places in its text, since
 * binary arithmetic puts 1587369610.123 a hair below its millisecond.
 */
export function readUnix(raw: unknown, scale: number | null): number | null {
  if (typeof raw !== 'number' && typeof raw !== 'string') return null;
  const found = COUNT.exec(typeof raw === 'number' ? String(raw) : raw);
  if (!found) return null;
  const whole = found[1]!.replace(/^0+(?=\d)/, '');
  const decimals = scale ?? decimalsOf(whole.length);
  return decimals >= 0
    ? Number(whole + (found[2] ?? '').slice(0, decimals).padEnd(decimals, '0'))
    : Number(whole.slice(0, decimals) || 0);
}

/** Seconds have up to 11 digits, milliseconds 12 to 14, microseconds to 17, nanoseconds more. */
function decimalsOf(digits: number): number {
  if (digits <= 11) return 3;
  if (digits <= 14) return 0;
  return digits <= 17 ? -3 : -6;
}
