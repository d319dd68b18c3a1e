import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pairsOf, pairsText } from './pairs.ts';
import { reportSearch } from './reports.ts';

it('writes any names and values so that they are read again', () => {
  const pairs = fc.dictionary(
    fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name !== '__proto__'),
    fc.string({ minLength: 1, unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(pairs, (some) => {
      expect(pairsOf(pairsText(some))).toEqual({ ...some });
    }),
  );
});

it.each([
  [undefined, {}],
  ['', {}],
  ['theme', {}],
  ['theme:', {}],
  ['theme:a:b', {}],
  ['%E0%A4:x;theme:JOI', { theme: 'JOI' }],
])('reads %j as %j', (written, pairs) => expect(pairsOf(written)).toEqual(pairs));

it('keeps what it knows of an address', () => {
  expect(
    reportSearch({ by: 'theme,day', period: '7days', interval: 'year', view: 'pie', page: '2' }),
  ).toEqual({
    by: 'theme,day',
    period: '7days',
  });
});
