import { expect, it, vi } from 'vitest';
import type { Meta } from '../../contract/common.ts';
import { readingAt } from '../numbers/reading.ts';
import { pointsOf, type Run } from '../numbers/run.ts';
import { progressOf, samePartOf } from './unfinished.ts';

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

it('is nothing while it lies ahead, not zero', () => {
  expect(readingAt(run(null), 2)).toMatchObject({ current: null });
});
