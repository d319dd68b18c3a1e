import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

import { type Percentile, percentileWords } from './percentile.ts';

it.each<[Percentile, number, string]>([
  ['p99', 12, 'slowest of 12'],
  ['p99', 99, 'slowest of 99'],
  ['p99', 100, 'p99'],
  ['p95', 19, 'slowest of 19'],
  ['p95', 20, 'p95'],
  ['p50', 1, 'slowest of 1'],
  ['p50', 2, 'p50'],
  ['p99', 0, 'p99'],
])('calls the %s of %i requests %s', (name, requests, label) => {
  const told = percentileWords(name, requests);
  expect(told.label).toBe(label);
  expect('why' in told).toBe(label !== name);
});
