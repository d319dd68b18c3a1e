import type { Trend } from '../../contract/index.ts';

/**
 * A number against the comparison range.
 *
 * `changePercent` is relative to the size of `previous`, so that a rise from a negative base is positive, to two
 * decimals; null where `previous` is 0, except that 0 → 0 is 0. `change` of a rate is told to four.
 *
 * @example change(150, 100) // { current: 150, previous: 100, change: 50, changePercent: 50, direction: 'up' }
 */
export function change(current: number, previous: number): Trend {
  const difference = current - previous;
  return {
    current,
    previous,
    change: rounded(difference, 4),
    changePercent: percent(difference, previous),
    direction: difference > 0 ? 'up' : difference < 0 ? 'down' : 'flat',
  };
}

function percent(difference: number, previous: number): number | null {
  if (previous === 0) return difference === 0 ? 0 : null;
  return rounded((difference / Math.abs(previous)) * 100, 2);
}

/** What arithmetic leaves behind the digits that are meant is no news: 9.2 - 1 is 8.2. Never -0. */
function rounded(n: number, digits: number): number {
  if (Number.isInteger(n)) return n;
  return Math.round(n * 10 ** digits) / 10 ** digits + 0;
}
