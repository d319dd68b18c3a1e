import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { bytes, milliseconds } from './size.ts';

it.each<[number, number[], string]>([
  [1_234_567, [], '1.2 MB'],
  [1_234_567, [1_212_000], '1.23 MB'],
  [48_210_000, [48_230_000], '48.21 MB'],
  [1_234_567, [1_234_568], '1,234,567 byte'],
  [1_234_567, [1_234_567], '1.2 MB'],
])('shows %d bytes beside %j as %s', (value, beside, text) => expect(bytes(value, beside)).toBe(text));

it.each<[number, (number | null)[], string]>([
  [240.4, [], '240 ms'],
  [240.4, [239.9, null], '240.4 ms'],
  [2_140, [2_120], '2.14 sec'],
])('shows %d ms beside %j as %s', (value, beside, text) => expect(milliseconds(value, beside)).toBe(text));
