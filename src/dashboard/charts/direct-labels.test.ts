import fc from 'fast-check';
import { expect, it } from 'vitest';
import { movedApart } from './direct-labels.ts';

it('leaves labels where they are as long as they have room', () => {
  expect(movedApart([50, 10, 30], 13, 200)).toEqual([50, 10, 30]);
});

it('moves labels that would lie on each other apart, in their order, above the floor', () => {
  expect(movedApart([100, 98, 99], 10, 100)).toEqual([100, 80, 90]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 9 }), (wanted) => {
      const placed = movedApart(wanted, 13, 150);
      const sorted = [...placed].sort((a, b) => a - b);
      expect(sorted.every((y, i) => i === 0 || y - sorted[i - 1]! >= 13)).toBe(true);
      expect(Math.max(0, ...placed)).toBeLessThanOrEqual(150);
      for (let i = 1; i < wanted.length; i++)
        expect(Math.sign(placed[i]! - placed[i - 1]!)).toBe(Math.sign(wanted[i]! - wanted[i - 1]!) || 1);
    }),
  );
});
