import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import type { Trend } from '../../contract/common.ts';
import { COUNT, changeSize, exact, points, type Unit } from '../format/number.ts';

const LOOK = {
  up: { Icon: ArrowUpRight, tone: 'text-good', word: 'up' },
  down: { Icon: ArrowDownRight, tone: 'text-bad', word: 'down' },
  flat: { Icon: ArrowRight, tone: 'text-ink-3', word: 'unchanged' },
} as const;

/** Percent of what was before; of a rate, which is in percent itself, the points between. */
const sizeOf = ({ change, changePercent }: Trend, unit: Unit): string => {
  if (unit.kind === 'part') return points(change);
  return changePercent === null ? 'new' : changeSize(changePercent);
};

/** Arrow and size of the change against the comparison range; from nothing there is no percentage. */
export function TrendBadge({ trend, unit = COUNT }: { trend: Trend | null | undefined; unit?: Unit }) {
  if (!trend) return null;
  const { Icon, tone, word } = LOOK[trend.direction];
  const size = sizeOf(trend, unit);
  const before = `${exact(trend.previous, unit)} before`;
  return (
    <span className={`inline-flex items-baseline gap-0.5 text-xs font-medium ${tone}`} title={before}>
      <Icon className="size-3.5 self-center" aria-hidden="true" />
      <span className="sr-only">{word} </span>
      {size}
      <span className="sr-only">, {before}</span>
    </span>
  );
}

/** A trend for two numbers that the server sends apart. */
export function trendOf(current: number, previous: number): Trend {
  const change = current - previous;
  return {
    current,
    previous,
    change,
    changePercent: previous === 0 ? (current === 0 ? 0 : null) : (change / Math.abs(previous)) * 100,
    direction: change > 0 ? 'up' : change < 0 ? 'down' : 'flat',
  };
}
