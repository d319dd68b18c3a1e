import { expect, it } from 'vitest';
import { parseInstant } from './index.ts';

it.each([
  ['2026-03-15T14:30:00Z', Date.UTC(2026, 2, 15, 14, 30)],
  ['2026-03-15T14:30:00.123+05:45', Date.UTC(2026, 2, 15, 8, 45, 0, 123)],
  ['2028-02-29T00:00Z', Date.UTC(2028, 1, 29)],
  [1_700_000_000_123, 1_700_000_000_123],
  [new Date(5), 5],
  ['2026-02-30T00:00:00Z', null],
  ['2026-13-01T00:00:00Z', null],
  ['2026-03-15T14:30:00', null],
  ['2026-03-15', null],
  ['yesterday', null],
  [Number.NaN, null],
  [-1, null],
  [true, null],
])('reads %s as %s', (value, expected) => {
  expect(parseInstant(value)).toBe(expected);
});
