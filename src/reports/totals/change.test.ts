import fc from 'fast-check';
import { expect, it } from 'vitest';
import { change } from './change.ts';

const cases = [
  [150, 100, 50, 50, 'up'],
  [50, 100, -50, -50, 'down'],
  [100, 50, 50, 100, 'up'],
  [100, 100, 0, 0, 'flat'],
  [0, 0, 0, 0, 'flat'],
  [5, 0, 5, null, 'up'],
  [-5, 0, -5, null, 'down'],
  [0, 5, -5, -100, 'down'],
  [50, -100, 150, 150, 'up'],
  [-150, -100, -50, -50, 'down'],
  [-50, -100, 50, 50, 'up'],
  [46, 5, 41, 820, 'up'],
  [1, 3, -2, -66.67, 'down'],
] as const;

it.each(cases)('change(%d, %d)', (current, previous, difference, changePercent, direction) => {
  expect(change(current, previous)).toEqual({
    current,
    previous,
    change: difference,
    changePercent,
    direction,
  });
});

const decimals = (n: number) => String(Math.abs(n)).split('.')[1]?.length ?? 0;
const count = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const rate = fc.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 1_000 })).map(([n, of]) => n / (n + of));

it('tells percents to two decimals and nothing of how they were reckoned', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(count, count), fc.tuple(rate, rate)), ([current, previous]) => {
      const { change: difference, changePercent } = change(current, previous);
      expect(decimals(difference)).toBeLessThanOrEqual(4);
      expect(Math.abs(difference - (current - previous))).toBeLessThanOrEqual(0.000_051);
      expect(Object.is(difference, -0)).toBe(false);
      if (changePercent === null || previous === 0) return;
      expect(decimals(changePercent)).toBeLessThanOrEqual(2);
      expect(Object.is(changePercent, -0)).toBe(false);
      const exact = ((current - previous) / Math.abs(previous)) * 100;
      expect(Math.abs(changePercent - exact)).toBeLessThanOrEqual(0.005_001 + Math.abs(exact) * 1e-12);
    }),
    { numRuns: 2_000 },
  );
});
