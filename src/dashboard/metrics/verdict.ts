import { changeSize, exact } from '../format/number.ts';
import { trendOf } from '../ui/trend-badge.tsx';

/** A change in words: `12% more than before (37)`. */
export function verdict(current: number, previous: number): string {
  const { changePercent, direction } = trendOf(current, previous);
  if (changePercent === null) return 'where there was none before';
  if (Math.abs(changePercent) < 1) return `about as much as before (${exact(previous)})`;
  return `${changeSize(changePercent)} ${direction === 'up' ? 'more' : 'less'} than before (${exact(previous)})`;
}
