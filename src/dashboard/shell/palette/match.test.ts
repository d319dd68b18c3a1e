import fc from 'fast-check';
import { expect, it } from 'vitest';
import { match } from './match.ts';

const order = (typed: string, ...texts: string[]) =>
  texts
    .map((text) => ({ text, score: match(typed, text)?.score ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);

it.each([
  ['gu', 'Go to Usage', [0, 6]],
  ['usage', 'Go to Usage', [6, 7, 8, 9, 10]],
  ['L7', 'Last 7 days', [0, 5]],
  ['go usage', 'Go to Usage', [0, 1, 6, 7, 8, 9, 10]],
  ['', 'Usage', []],
])('finds %j in %j', (typed, text, at) => expect(match(typed, text)?.at).toEqual(at));

it.each([
  ['x', 'Usage'],
  ['egasu', 'Usage'],
  ['usages', 'Usage'],
])("doesn't find %j in %j", (typed, text) => expect(match(typed, text)).toBeNull());

it('puts beginnings of words before their insides, and short before long', () => {
  expect(order('re', 'Compare with nothing', 'Reports', 'Referrals, latest')).toEqual([
    'Reports',
    'Referrals, latest',
    'Compare with nothing',
  ]);
  expect(order('ld', 'Field', 'Last 30 days')).toEqual(['Last 30 days', 'Field']);
});

it('marks letters of the text that are the typed ones, in order', () => {
  const typed = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', 'c', ' ') });
  const text = fc.string({ maxLength: 20, unit: fc.constantFrom('a', 'b', 'c', 'A', ' ', '-') });
  fc.assert(
    fc.property(typed, text, (some, within) => {
      const wanted = some.replaceAll(' ', '');
      const at = match(some, within)?.at;
      const pattern = new RegExp([...wanted].join('.*'), 'i');
      expect(at !== undefined).toBe(wanted === '' || pattern.test(within));
      if (at) expect(at.map((i) => within[i]!.toLowerCase()).join('')).toBe(wanted);
      expect(at ?? []).toEqual([...(at ?? [])].sort((a, b) => a - b));
    }),
  );
});
