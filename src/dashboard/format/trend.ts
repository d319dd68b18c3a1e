import * as texts from '#texts/ui.ts';
import type { Trend } from '../../contract/common.ts';
import { changeSize, points, type Unit } from './number.ts';

export type Tone = 'good' | 'bad' | 'neutral';

/** @param good which way is good news; null where neither is */
export const toneOf = ({ direction }: Pick<Trend, 'direction'>, good: 'up' | 'down' | null): Tone =>
  direction === 'flat' || !good ? 'neutral' : direction === good ? 'good' : 'bad';

export const trendWord = { up: texts.up, down: texts.down, flat: texts.unchanged } as const;

/** Percent of what was before; of a rate, which is in percent itself, the points between; from nothing there is no percentage. */
export const trendSize = ({ change, changePercent }: Trend, unit: Unit): string => {
  if (unit.kind === 'part') return points(change);
  return changePercent === null ? texts.newText : changeSize(changePercent);
};

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
