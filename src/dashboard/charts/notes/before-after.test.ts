import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beforeAfter } from './before-after.ts';

const ms = (day: string | undefined) => Date.parse(`${day}T00:00:00Z`);
const DAY = 86_400_000;

it.each([
  ['2026-03-08', '2026-03-20', '2026-03-09 2026-03-14 2026-03-02'],
  ['2026-03-08', '2026-03-22', '2026-03-09 2026-03-21 2026-02-23'],
  ['2026-03-08', '2026-03-11', '2026-03-09 2026-03-10 2026-03-06'],
  ['2026-03-08', '2026-03-10', '2026-03-09 2026-03-09 2026-03-07'],
  ['2020-02-29', '2026-03-10', '2020-03-01 2020-03-27 2020-02-02'],
])('of %s, seen on %s', (day, today, expected) => {
  const { startDate, endDate, compareStartDate } = beforeAfter(day, today)!;
  expect([startDate, endDate, compareStartDate].join(' ')).toBe(expected);
});

it.each(['2026-03-09', '2026-03-08', '2026-03-07'])('is nothing yet on %s', (today) => {
  expect(beforeAfter('2026-03-08', today)).toBeNull();
});

it('is whole days of equal number, the day in neither, and of the same weekdays from six on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 2, max: 400 }), (n, since) => {
      const day = new Date(n * DAY).toISOString().slice(0, 10);
      const today = new Date((n + since) * DAY).toISOString().slice(0, 10);
      const { startDate, endDate, compareStartDate } = beforeAfter(day, today)!;
      const days = (ms(endDate) - ms(startDate)) / DAY + 1;
      expect(ms(startDate)).toBe((n + 1) * DAY);
      expect(ms(endDate)).toBeLessThan((n + since) * DAY);
      expect(ms(compareStartDate)).toBe((n - days) * DAY);
      if (days >= 6)
        expect(new Date(ms(startDate)).getUTCDay()).toBe(new Date(ms(compareStartDate)).getUTCDay());
    }),
  );
});
