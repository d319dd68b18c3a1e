import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heights, stackOf } from './stack.ts';

const BUCKETS = [1, 2, 3].map((day) => ({ start: `2026-03-0${day}`, end: `2026-03-0${day + 1}` }));
const series = (label: string, counts: number[]) => ({
  key: { theme: label },
  label,
  counts,
  count: counts.reduce((a, b) => a + b, 0),
  trend: null,
});

it('draws eight for themselves, and of nine the largest seven', () => {
  const nine = Array.from({ length: 9 }, (_, i) => series(`t${i}`, [i, 1, 0]));
  expect(stackOf(nine.slice(1), BUCKETS).layers.map(({ label }) => label)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `t${i}`),
  );
  expect(stackOf(nine, BUCKETS).layers.at(-1)).toEqual({
    key: null,
    label: '2 more',
    counts: [15, 2, 0],
    count: 17,
  });
});

it('names the whole, where it is not split', () => {
  const whole = { ...series('', [1, 2, 3]), key: {} };
  expect(stackOf([whole], BUCKETS)).toEqual({
    layers: [{ key: {}, label: 'Activities', counts: [1, 2, 3], count: 6 }],
    buckets: BUCKETS,
    totals: [1, 2, 3],
  });
});

it('piles up to the totals, whatever the number of series', () => {
  const some = fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(some, (all) => {
      const stack = stackOf(
        all.map((counts, i) => series(`t${i}`, [...counts])),
        BUCKETS,
      );
      const expected = BUCKETS.map((_, i) => all.reduce((sum, counts) => sum + counts[i]!, 0));
      expect(stack.totals).toEqual(expected);
      expect(heights(stack, new Set()).at(-1)).toEqual(expected);
    }),
  );
});

it('leaves out what is hidden', () => {
  const stack = stackOf([series('a', [1, 2, 3]), series('b', [10, 20, 30]), series('c', [5, 5, 5])], BUCKETS);
  expect(heights(stack, new Set([1]))).toEqual([
    [1, 2, 3],
    [null, null, null],
    [6, 7, 8],
  ]);
});
