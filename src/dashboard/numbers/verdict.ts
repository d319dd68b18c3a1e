import * as texts from '#texts/numbers.ts';
import type { Today } from '../../contract/reports.ts';
import { changeSize, exact, multiple } from '../format/number.ts';
import { trendOf } from '../format/trend.ts';

/** A change in words: `12% more than before (37)`. */
export function verdict(current: number, previous: number): string {
  const { changePercent, direction } = trendOf(current, previous);
  if (changePercent === null) return texts.noDataForComparison;
  if (Math.abs(changePercent) < 1) return texts.aboutAsMuchAs(exact(previous));
  const times = multiple(changePercent);
  if (times) return texts.timesAsMuchAs(times, exact(previous));
  const words = direction === 'up' ? texts.moreThanBefore : texts.lessThanBefore;
  return words(changeSize(changePercent), exact(previous));
}

export type DayKind = 'usual' | 'more' | 'less' | 'early' | 'unknown';

/** Whether today is normal, and within which bounds it would be. */
export interface DayVerdict {
  readonly kind: DayKind;
  readonly low: number;
  readonly high: number;
  /** Weeks that were looked at. */
  readonly weeks: number;
}

/** Below so many weeks nothing is called usual. */
export const WEEKS_NEEDED = 3;
/** Where so little is usual, every day is as good as another. */
const LITTLE = 5;

/**
 * Today against the same part of the same weekday in the weeks before. Usual is what lies between the least and
 * the most of them, widened to what chance alone would give around their middle: two standard deviations of a
 * count, `2 × √median`.
 */
export function dayVerdict({
  start,
  end,
  activities,
  earlier,
}: Pick<Today, 'start' | 'end' | 'activities' | 'earlier'>): DayVerdict {
  const counts = earlier.map((week) => week.activities).sort((a, b) => a - b);
  const weeks = counts.length;
  const [least = 0, most = 0, middle = 0] = [counts[0], counts.at(-1), median(counts)];
  const chance = 2 * Math.sqrt(middle);
  const low = Math.max(0, Math.min(least, Math.floor(middle - chance)));
  const high = Math.max(most, Math.ceil(middle + chance));
  const told = { low, high, weeks };
  if (weeks < WEEKS_NEEDED) return { kind: 'unknown', ...told };
  if (start === end || Math.max(high, activities) < LITTLE) return { kind: 'early', ...told };
  return { kind: activities > high ? 'more' : activities < low ? 'less' : 'usual', ...told };
}

function median(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const [a = 0, b = 0] = [sorted[half], sorted[sorted.length - half - 1]];
  return (a + b) / 2;
}
