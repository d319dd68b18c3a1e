import { svg } from './dom.ts';

/** How much of the most, from 0 to 1. */
export const bar = (part: number): SVGElement =>
  svg(
    'svg',
    { class: 'bar', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'rail', width: 100, height: 4 }),
    svg('rect', { width: Math.max(1, part * 100), height: 4 }),
  );
