import { expect, it } from 'vitest';
import type { Meta } from '../../contract/common.ts';
import { COUNT } from '../format/number.ts';
import type { Run } from './run.ts';
import { summaryOf, summaryOfParts } from './summary.ts';

const day = (n: number, value: number | null) => ({
  start: `2026-03-0${n}T00:00:00.000Z`,
  end: `2026-03-0${n + 1}T00:00:00.000Z`,
  value,
});

/** Until the evening of the 4th, which is under way. */
const run = (change: Partial<Run> = {}): Run => ({
  label: 'Activities',
  category: 'overall',
  definition: '',
  unit: COUNT,
  points: [day(1, 12), day(2, 1_240), day(3, 7), day(4, 2)],
  before: [],
  part: null,
  stock: false,
  good: 'up',
  total: { current: 1_261, previous: 1_000 },
  meta: {
    start: '2026-03-01T00:00:00.000Z',
    end: '2026-03-05T00:00:00.000Z',
    computedAt: '2026-03-04T18:00:00.000Z',
    timezone: 'UTC',
    interval: 'day',
  } as Meta,
  ...change,
});

it('tells the whole, what was before, and the highest and lowest of what is over', () => {
  expect(summaryOf(run())).toBe(
    'Activities: 1,261 in the range; 1,000 before; highest Mon, Mar 2, 2026: 1,240; lowest Tue, Mar 3, 2026: 7.',
  );
});

it('tells the whole alone where there is nothing to compare', () => {
  expect(summaryOf(run({ points: [day(4, 2)], total: { current: 2, previous: null } }))).toBe(
    'Activities: 2 in the range.',
  );
});

it('names no highest and lowest where all that is over is as high', () => {
  const points = [day(1, 0), day(2, 0), day(3, 0), day(4, 64)];
  expect(summaryOf(run({ points, total: { current: 64, previous: 0 } }))).toBe(
    'Activities: 64 in the range; 0 before.',
  );
});

it('tells bars of parts by the whole, the largest part, and the highest and lowest bar', () => {
  const buckets = [day(1, 12), day(2, 30), day(3, 7), day(4, 2)];
  const layers = [
    { label: 'Sessions', count: 11 },
    { label: 'Media gallery', count: 40 },
  ];
  expect(summaryOfParts('Features', { layers, buckets, totals: [12, 30, 7, 2] }, run().meta)).toBe(
    'Features: 51 in the range; mostly Media gallery: 40; highest Mon, Mar 2, 2026: 30; lowest Tue, Mar 3, 2026: 7.',
  );
});
