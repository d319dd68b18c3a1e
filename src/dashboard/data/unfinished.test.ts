import { expect, it, vi } from 'vitest';
import type { Meta } from '../../contract/common.ts';
import { chartData } from '../charts/chart-options.ts';
import { readingAt } from '../numbers/reading.ts';
import { pointsOf, type Run } from '../numbers/run.ts';
import { isWhole, progressOf, samePartOf } from './unfinished.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const computedAt = '2026-11-29T15:10:42.000Z';
const day = (date: string, n: number) => ({
  start: `2026-${date}T00:00:00.000Z`,
  end: new Date(Date.parse(`2026-${date}T00:00:00.000Z`) + 86_400_000).toISOString(),
  n,
});
const now = [day('11-28', 1_400), day('11-29', 300), day('11-30', 0)];
const before = [day('10-29', 1_300), day('10-30', 1_516), day('10-31', 9)];

it('is over, open or ahead', () => {
  expect(now.map((bucket) => progressOf(bucket, computedAt))).toEqual(['over', 'open', 'ahead']);
});

it('is compared with the same part of its fellow, to the minute', () => {
  expect(samePartOf({ computedAt }, now, before)).toEqual({
    start: '2026-10-30T00:00:00.000Z',
    end: '2026-10-30T15:10:00.000Z',
  });
});

it('is compared as it stands where nothing is under way, or the comparison ends there', () => {
  expect(samePartOf({ computedAt: '2026-12-02T00:00:00.000Z' }, now, before)).toBeNull();
  expect(samePartOf({ computedAt }, now, [])).toBeNull();
  const cut = [before[0]!, { ...before[1]!, end: '2026-10-30T15:10:42.000Z' }];
  expect(samePartOf({ computedAt }, now, cut)).toBeNull();
});

const run = (part: Run['part']): Run => ({
  label: 'Activities',
  stock: false,
  good: 'up',
  category: 'overall',
  definition: '',
  unit: { kind: 'count' },
  points: pointsOf(now, 'n', computedAt),
  before: pointsOf(before, 'n'),
  total: { current: 1_700, previous: 2_816 },
  meta: { interval: 'day', timezone: 'UTC', computedAt } as Meta,
  part,
});

it('never reads 300 against a whole day of 1,516', () => {
  const part = samePartOf({ computedAt }, now, before)!;
  expect(readingAt(run({ ...part, value: 310 }), 1)).toMatchObject({
    current: 300,
    previous: 310,
    previousLabel: 'Fri, Oct 30, 2026, until 15:10',
  });
  // While the part is not known yet.
  expect(readingAt(run({ ...part, value: null }), 1)).toMatchObject({ current: 300, previous: null });
  expect(readingAt(run({ ...part, value: 310 }), 0)).toMatchObject({ current: 1_400, previous: 1_300 });
});

it('says until when the comparison goes where that was cut at the same part', () => {
  const cut = { ...before[1]!, end: '2026-10-30T15:10:42.000Z', n: 310 };
  const today = { ...run(null), before: pointsOf([before[0]!, cut], 'n') };
  expect(readingAt(today, 1)).toMatchObject({
    previous: 310,
    previousLabel: 'Fri, Oct 30, 2026, until 15:10',
  });
});

it.each([
  ['hour', '2026-11-28T18:11:19.000Z', '2026-11-28T19:00:00.000Z', false],
  ['hour', '2026-11-28T19:00:00.000Z', '2026-11-28T20:00:00.000Z', true],
  // Clocks go forward in Berlin.
  ['day', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', true],
  ['day', '2026-11-29T00:00:00.000Z', '2026-11-29T18:11:19.000Z', false],
  ['week', '2025-11-30T00:00:00.000Z', '2025-12-01T00:00:00.000Z', false],
  ['month', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', true],
] as const)('tells whether a %s from %s to %s is whole', (interval, start, end, whole) => {
  expect(isWhole({ start, end }, { interval })).toBe(whole);
});

it('draws no line of a chart to what is under way or cut, nor of its comparison', () => {
  const cut = { ...before[1]!, end: '2026-10-30T15:10:42.000Z', n: 310 };
  const data = (of: Run) => chartData(of).map((values) => [...(values as number[])]);
  expect(data({ ...run(null), before: pointsOf([before[0]!, cut], 'n') })).toEqual([
    [0, 1, 2],
    [1_300, null, null],
    [1_400, null, null],
    [null, 300, null],
    [null, 310, null],
  ]);
  const part = samePartOf({ computedAt }, now, before)!;
  expect(data(run({ ...part, value: 280 }))).toEqual([
    [0, 1, 2],
    [1_300, 1_516, 9],
    [1_400, null, null],
    [null, 300, null],
    [null, 280, null],
  ]);
});

it('is nothing while it lies ahead, not zero', () => {
  expect(readingAt(run(null), 2)).toMatchObject({ current: null });
});
