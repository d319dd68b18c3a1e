import { expect, it } from 'vitest';
import { cutGap, DAY, HOUR, MOST, planMonth } from './plan.ts';

const START = Date.UTC(2026, 2, 1);
const QUARTER = HOUR / 4;
const day = (i: number) => START + i * DAY;

it('cuts a gap into days, and a full day into hours and quarters', () => {
  const busy = day(1) + 3 * HOUR;
  const cut = cutGap(
    { start: START + HOUR, end: day(3) },
    new Map([
      [day(0), 5],
      [day(1), MOST + 10],
    ]),
    new Map([
      [busy, MOST],
      [busy + QUARTER, 9],
      [day(1), 1],
    ]),
  );
  expect(cut[0]).toEqual({ start: START + HOUR, end: day(1), n: 5, built: false });
  expect(cut.at(-1)).toEqual({ start: day(2), end: day(3), n: 0, built: false });
  expect(cut.length).toBe(1 + 23 + 4 + 1);
  expect(cut.filter(({ n }) => n > 0).map(({ start, end, n }) => [start, end - start, n])).toEqual([
    [START + HOUR, 23 * HOUR, 5],
    [day(1), HOUR, 1],
    [busy, QUARTER, MOST],
    [busy + QUARTER, QUARTER, 9],
  ]);
});

it('joins small blocks of finished days, and leaves half full ones and those of today alone', () => {
  const built = (from: number, to: number, n: number) => ({ start: day(from), end: day(to), n, built: true });
  const gap = (from: number, to: number, n: number) => ({ ...built(from, to, n), built: false });
  expect(planMonth([built(0, 1, 10), built(1, 2, 20), built(2, 3, MOST / 2)], day(4))).toEqual([
    { start: day(0), end: day(2), n: 30, merges: true },
  ]);
  expect(planMonth([built(0, 1, 10), gap(1, 2, 20), gap(2, 3, MOST)], day(4))).toEqual([
    { start: day(0), end: day(2), n: 30, merges: false },
    { start: day(2), end: day(3), n: MOST, merges: false },
  ]);
  const hours = [4, 5, 6].map((h) => ({ start: day(3) + h * HOUR, end: day(3) + (h + 1) * HOUR, n: 1 }));
  expect(
    planMonth(
      hours.map((hour) => ({ ...hour, built: true })),
      day(3),
    ),
  ).toEqual([]);
});
