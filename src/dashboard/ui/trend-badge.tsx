import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import * as texts from '#texts/ui.ts';
import type { Trend } from '../../contract/common.ts';
import { COUNT, changeSize, exact, points, type Unit } from '../format/number.ts';

const LOOK = {
  up: { Icon: ArrowUpRight, word: texts.up },
  down: { Icon: ArrowDownRight, word: texts.down },
  flat: { Icon: ArrowRight, word: texts.unchanged },
} as const;

/** Percent of what was before; of a rate, which is in percent itself, the points between. */
const sizeOf = ({ change, changePercent }: Trend, unit: Unit): string => {
  if (unit.kind === 'part') return points(change);
  return changePercent === null ? texts.newText : changeSize(changePercent);
};

interface TrendBadgeProps {
  readonly trend: Trend | null | undefined;
  readonly unit?: Unit;
  /** Which way is good news; null where neither is. */
  readonly good?: 'up' | 'down' | null;
}

const toneOf = (direction: Trend['direction'], good: TrendBadgeProps['good']) =>
  direction === 'flat' || !good ? 'text-ink-3' : direction === good ? 'text-good' : 'text-bad';

/** Arrow and size of the change against the comparison range; from nothing there is no percentage. */
export function TrendBadge({ trend, unit = COUNT, good = 'up' }: TrendBadgeProps) {
  if (!trend) return null;
  const { Icon, word } = LOOK[trend.direction];
  const tone = toneOf(trend.direction, good);
  const size = sizeOf(trend, unit);
  const before = texts.before(exact(trend.previous, unit));
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
