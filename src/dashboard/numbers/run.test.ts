import { expect, it, vi } from 'vitest';
import { lineOf } from './run.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const meta = { computedAt: '2026-03-20T12:00:00.000Z', interval: 'day' } as const;
const flow = (...values: (number | null)[]) =>
  values.map((value, i) => ({
    start: `2026-03-1${i}T00:00:00.000Z`,
    end: `2026-03-1${i + 1}T00:00:00.000Z`,
    value,
  }));

it('draws what each day added, or what there was after it, and no line of what is not told', () => {
  expect(lineOf({ stock: false }, 6, flow(1, 2, 3), meta)).toEqual([1, 2, 3]);
  expect(lineOf({ stock: true }, 10, flow(1, 2, 3), meta)).toEqual([5, 7, 10]);
  for (const stock of [true, false]) expect(lineOf({ stock }, 10, flow(null, null), meta)).toEqual([]);
});
