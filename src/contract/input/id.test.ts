import { expect, it } from 'vitest';
import { parseJson, readId, Unreadable } from './index.ts';

it.each<[unknown, string | null | RegExp]>([
  ['u-1', 'u-1'],
  [' u 1 ', ' u 1 '],
  ['nullable', 'nullable'],
  ['..a', '..a'],
  ['a/b', 'a/b'],
  [17, '17'],
  [-0, '0'],
  [2 ** 53 - 1, '9007199254740991'],
  [1234567890123456789n, '1234567890123456789'],
  [null, null],
  [undefined, null],
  ['', /^is empty/],
  [' \t\u00a0', /^is empty/],
  ['undefined', /^is "undefined", which stands for a value that was missing/],
  ['NULL', /stands for a value that was missing/],
  [' Undefined ', /stands for a value that was missing/],
  ['NaN', /stands for a value that was missing/],
  [Number.NaN, /^is "NaN"/],
  [Number.POSITIVE_INFINITY, /^is "Infinity"/],
  ['[object Object]', /stands for a value that was missing/],
  ['[object Promise]', /stands for a value that was missing/],
  ['.', /^is "\.", which no address can name/],
  ['..', /^is "\.\.", which no address can name/],
  [' .. ', /no address can name/],
  [2 ** 53, /^is 9007199254740992, a number that JSON can't carry exactly/],
  [1.5, /^is 1\.5; takes a text or a whole number/],
  [true, /^is true; takes a text/],
  [false, /^is false; takes a text/],
  [{}, /^is an object; takes a text/],
  [['u'], /^is a list; takes a text/],
  [new Date(), /^is an object/],
  [Symbol('x'), /^is a symbol/],
  [() => 1, /^is a function/],
  ['x'.repeat(201), /^is longer than 200 characters/],
  ['a\u0000', /U\+0000/],
  ['\ud800', /surrogate/],
  [parseJson('1234567890123456789'), /^is 1234567890123456789, a number that JSON can't carry/],
])('reads the id %o as %s', (given, expected) => {
  const read = readId(given);
  if (expected instanceof RegExp) expect((read as Unreadable).why).toMatch(expected);
  else expect(read).toBe(expected);
  expect(read instanceof Unreadable).toBe(expected instanceof RegExp);
});
