import * as texts from '#texts/ui.ts';
import type { Trend } from '../../contract/common.ts';
import { exact, type Unit } from '../../dashboard/format/number.ts';
import { toneOf, trendSize, trendWord } from '../../dashboard/format/trend.ts';
import { h, heard, svg } from './dom.ts';

/** Arrows in a box of 12. */
const ARROWS = {
  up: 'M3 9L9 3M4 3h5v5',
  down: 'M3 3l6 6M9 4v5H4',
  flat: 'M2 6h8M7 3l3 3l-3 3',
} as const;

/** Arrow and size of a change, as the panel has them. */
export function trendBadge(trend: Trend, unit: Unit, good: 'up' | 'down' | null): HTMLElement {
  const { direction, previous } = trend;
  const before = texts.before(exact(previous, unit));
  return h(
    'span',
    { class: `trend ${toneOf(trend, good)}`, part: 'trend', title: before },
    svg('svg', { viewBox: '0 0 12 12', 'aria-hidden': 'true' }, svg('path', { d: ARROWS[direction] })),
    heard(`${trendWord[direction]} `),
    trendSize(trend, unit),
    heard(`, ${before}`),
  );
}
