import { expect, it, vi } from 'vitest';
import { silenceOf } from './silence.ts';

// What the panel's number formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const end = '2026-11-29T14:30:00.000Z';
const silent = (since: string | null, earlier: number[] = [], sample = false) =>
  silenceOf({
    lastActivityAt: since,
    end,
    sinceLast: { start: since ?? end, end, earlier },
    meta: { sample },
  });

it('is told where the same hours of other weeks had activity', () => {
  const since = '2026-11-29T13:02:00.000Z';
  expect(silent(since, [60, 45, 52, 40])).toEqual({ since, usual: { low: 40, high: 60 } });
  // One week was a holiday.
  expect(silent(since, [60, 0, 52, 40])).toEqual({ since, usual: { low: 0, high: 60 } });
});

it('is not told where so little is usual, or too few weeks are known', () => {
  const since = '2026-11-29T13:02:00.000Z';
  expect(silent(since, [60, 0, 0, 40])).toBeNull();
  expect(silent(since, [4, 4, 9, 4])).toBeNull();
  expect(silent(since, [60, 45])).toBeNull();
  // Two days without anybody, as on other weekends.
  expect(silent('2026-11-27T14:30:00.000Z', [0, 0, 0, 0])).toBeNull();
});

it('is told of a platform that is long dead, whose weeks before were silent too', () => {
  const since = '2026-08-24T09:00:00.000Z';
  expect(silent(since, [0, 0, 0, 0, 0, 0])).toEqual({ since, usual: null });
});

it('is none where there never was anything', () => {
  expect(silent(null)).toBeNull();
});

it('is not told of a sample platform, whose last activity was when it was made', () => {
  expect(silent('2026-11-29T13:02:00.000Z', [60, 45, 52, 40], true)).toBeNull();
  expect(silent('2026-08-24T09:00:00.000Z', [], true)).toBeNull();
});
