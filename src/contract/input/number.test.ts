import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findInexact, InexactNumber, isExact, parseJson } from './index.ts';

it.each([
  ['0', true],
  ['-0.0', true],
  ['0.1', true],
  ['1.50', true],
  ['1e3', true],
  ['0.30000000000000004', true],
  ['0.10000000000000001', true],
  ['0.10000000000000000555', true],
  ['5e-324', true],
  ['9007199254740991', true],
  ['-9007199254740991', true],
  ['9007199254740992', false],
  ['9007199254740993.0', false],
  ['-1234567890123456789', false],
  ['1e20', false],
  ['1e400', false],
  ['-1e999', false],
  ['1e-400', false],
  ['0.1234567890123456789', false],
  ['12345678901234567.89', false],
])('tells whether %s can be carried exactly: %s', (literal, exact) => {
  expect(isExact(literal)).toBe(exact);
  const parsed = parseJson(`{"a":[${literal},"${literal}"]}`) as { a: [unknown, string] };
  expect(parsed.a[1]).toBe(literal);
  expect(parsed.a[0] instanceof InexactNumber).toBe(!exact);
  expect(findInexact(parsed)).toEqual(exact ? null : { path: 'a.0', literal });
});

it('is JSON.parse for all else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JavaScript writes whole doubles beyond 2^53 in full.
      fc.pre(findInexact(parseJson(JSON.stringify(value))) === null);
      const text = JSON.stringify([value, '9 "\\ :12345678901234567890', 1e-7], null, 1);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

it.each(['{"a":12345678901234567890', '{"a":12345678901234567890.}', '[01234567890123456789]', '-', '[1e]'])(
  "doesn't make JSON of %s",
  (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  },
);

it('keeps a key __proto__ a key', () => {
  const parsed = parseJson('{"__proto__":12345678901234567890}') as object;
  expect(Object.keys(parsed)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});
