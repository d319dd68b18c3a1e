import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFew } from '../anonymous/summary.ts';
import { anonymousWays } from './anonymous-paths.ts';
import { folded, type Way } from './path-ways.ts';

const few = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 }));
const { way } = fc.letrec<{ way: Way }>((tie) => ({
  way: fc
    .record({
      ended: few,
      // Behind the last step nothing is.
      next: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('way'), { maxLength: 5 })),
    })
    .map(({ ended, next }) => {
      const own = next.toSorted((a, b) => b.count! - a.count!);
      const count = own.reduce((sum, each) => sum + each.count!, ended);
      return {
        path: [],
        count,
        people: count,
        ended,
        open: Math.floor(ended / 2),
        other: 0,
        others: 0,
        next: own.filter(({ count }) => count! > 0),
      };
    }),
}));

const all = (each: Way): Way[] => [each, ...each.next.flatMap(all)];

it('no number is of one to four people, and neither is what is left of one beside others', () => {
  let hidden = 0;
  fc.assert(
    fc.property(way, fc.integer({ min: 1, max: 6 }), (open, most) => {
      for (const { count, ended, other, next } of all(folded(anonymousWays(open), most))) {
        if (count === null) {
          expect([ended, other, next]).toEqual([null, null, []]);
          continue;
        }
        const went = next.reduce((sum, each) => sum + each.count!, 0);
        for (const n of [count, ended, other, count - went]) expect(n !== null && isFew(n)).toBe(false);
        // Both are told, or neither, and what is told adds up.
        expect(ended === null).toBe(other === null);
        if (ended !== null) expect(went + ended + other!).toBe(count);
        else hidden++;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(hidden).toBeGreaterThan(100);
});

it('what is told of ways is the same whether few next steps are asked for or many', () => {
  fc.assert(
    fc.property(way, (open) => {
      const ways = anonymousWays(open);
      expect(folded(ways, 2)).toEqual(folded(folded(ways, 4), 2));
    }),
    { numRuns: 500 },
  );
});
