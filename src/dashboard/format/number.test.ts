import fc from 'fast-check';
import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { COUNT, changeSize, exact, human, multiple, PART, share, type Unit } from './number.ts';

const USD: Unit = { kind: 'money', currency: 'USD' };

it.each<[number, Unit, (number | null)[], string]>([
  [47_043, COUNT, [], '47K'],
  [47_243, COUNT, [], '47.2K'],
  [47_243, COUNT, [47_231], '47.24K'],
  [47_243, COUNT, [47_243, null], '47.2K'],
  [47_243, COUNT, [47_242], '47.243K'],
  [1_234_567, COUNT, [1_234_568], '1,234,567'],
  [9_999, COUNT, [10_000], '9,999'],
  [0.4213, PART, [], '42.1%'],
  [0.4213, PART, [0.4211], '42.13%'],
  [1_234_567_00, USD, [], '$1.2M'],
  [1_234_567_00, USD, [1_234_568_00], '$1,234,567.00'],
])('shows %d (%j) beside %j as %s', (value, unit, beside, text) =>
  expect(human(value, unit, beside)).toBe(text),
);

it.each([
  [8.24, '8.2%'],
  [-8.24, '8.2%'],
  [240.4, '240%'],
  [999, '999%'],
  [1_000, '11 ×'],
  [1_240, '13.4 ×'],
  [12_600, '127 ×'],
  [1_000_000, '10,001 ×'],
  [-100, '100%'],
])('tells a change of %d percent as %s', (change, text) => expect(changeSize(change)).toBe(text));

it('never tells a fall as a multiple', () => expect(multiple(-5_000)).toBeNull());

const number = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });

it('lets no number look like a neighbour that it is not, in any unit and order', () => {
  fc.assert(
    fc.property(
      fc.array(number, { maxLength: 8 }),
      fc.constantFrom(COUNT, USD),
      fc.boolean(),
      (some, unit, close) => {
        // Close ones are the hard ones.
        const column = (close ? some.map((n) => 1_234_000 + (n % 400)) : some).sort((a, b) => a - b);
        const texts = column.map((value, i) =>
          human(value, unit, [column[i - 1] ?? null, column[i + 1] ?? null]),
        );
        for (let i = 1; i < column.length; i++)
          if (column[i] !== column[i - 1]) expect(texts[i]).not.toBe(texts[i - 1]);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('rounds alone as beside nothing, and what is small is exact', () => {
  fc.assert(
    fc.property(number, (value) => {
      expect(human(value, COUNT, [value])).toBe(human(value));
      if (Math.abs(value) < 10_000) expect(human(value)).toBe(exact(value));
    }),
  );
  expect(exact(0.5, PART)).toBe('50%');
});

it('tells shares of a whole apart, and none of nothing', () => {
  expect(share(4_213, 10_000, [])).toBe('42.1%');
  expect(share(4_213, 10_000, [4_211, 4_300])).toBe('42.13%');
  expect(share(4_213, 10_000, [4_213])).toBe('42.1%');
  expect(share(0, 0, [])).toBe('');
});
