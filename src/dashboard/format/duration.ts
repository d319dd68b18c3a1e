import * as texts from '#texts/format.ts';
import { LOCALE } from './locale.ts';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const unit = (n: number, name: string) =>
  new Intl.NumberFormat(LOCALE, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n);

/**
 * How long something took, by its two largest units: `2 days, 4 hr`, `35 min`.
 *
 * @param ms milliseconds
 */
export function duration(ms: number): string {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  if (first < 0) return texts.underASecond;
  const [name, size] = UNITS[first]!;
  const whole = Math.floor(ms / size);
  const next = UNITS[first + 1];
  const rest = next && whole < 10 ? Math.floor((ms - whole * size) / next[1]) : 0;
  return rest > 0 ? `${unit(whole, name)} ${unit(rest, next![0])}` : unit(whole, name);
}
