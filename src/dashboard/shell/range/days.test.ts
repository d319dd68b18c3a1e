import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type Days,
  dayForKey,
  daysFrom,
  daysOfPeriod,
  stepped,
  weekdayOf,
  weeksOf,
} from './days.ts';

const aDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('days', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    // The nights in which clocks change are days like any other.
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
  ])('%s and %i days are %s', (day, n, then) => expect(addDays(day, n)).toBe(then));

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2026-11-30', 2, '2027-01-30'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months are %s', (day, n, then) => expect(addMonths(day, n)).toBe(then));

  it('make weeks that hold each day of the month once, under its weekday', () => {
    fc.assert(
      fc.property(aDay, fc.nat(6), (day, weekStart) => {
        const weeks = weeksOf(day, weekStart);
        const days = weeks.flat().filter((each) => each !== null);
        expect(days).toEqual(days.map((_, i) => addDays(`${day.slice(0, 7)}-01`, i)));
        expect(days).toContain(day);
        for (const week of weeks)
          week.forEach((each, i) => {
            if (each) expect(weekdayOf(each)).toBe((weekStart + i) % 7);
          });
      }),
    );
  });

  it.each([
    ['Home', false, 0, '2026-03-09'],
    ['End', false, 0, '2026-03-15'],
    ['Home', false, 6, '2026-03-08'],
    ['PageUp', false, 0, '2026-02-11'],
    ['PageDown', true, 0, '2027-03-11'],
    ['ArrowDown', false, 0, '2026-03-18'],
    ['x', false, 0, null],
  ])('%s (shift %s, week start %i) leads from a Wednesday to %s', (key, shiftKey, weekStart, to) =>
    expect(dayForKey('2026-03-11', { key, shiftKey }, weekStart)).toBe(to),
  );
});

describe('a step', () => {
  it.each([
    ['2026-03-01', '2026-03-31', -1, '2026-02-01', '2026-02-28'],
    ['2026-01-01', '2026-03-31', 1, '2026-04-01', '2026-06-30'],
    ['2024-01-01', '2024-12-31', -1, '2023-01-01', '2023-12-31'],
    ['2026-03-02', '2026-03-31', -1, '2026-01-31', '2026-03-01'],
    ['2026-03-15', '2026-03-15', 1, '2026-03-16', '2026-03-16'],
    // Four weeks back from March is February, which is a month: its next is all of March.
    ['2026-03-01', '2026-03-28', -1, '2026-02-01', '2026-02-28'],
    ['2026-02-01', '2026-02-28', 1, '2026-03-01', '2026-03-31'],
  ] as const)('of %s to %s by %i is %s to %s', (startDate, endDate, by, start, end) =>
    expect(stepped({ startDate, endDate }, by)).toEqual({ startDate: start, endDate: end }),
  );

  it('back and forth leaves no gap, and is where it began unless it came upon whole months', () => {
    const isMonths = ({ startDate, endDate }: Days) =>
      startDate.endsWith('-01') && addDays(endDate, 1).endsWith('-01');
    fc.assert(
      fc.property(aDay, fc.nat(800), (startDate, n) => {
        const range = { startDate, endDate: addDays(startDate, n) };
        const before = stepped(range, -1);
        expect(addDays(before.endDate, 1)).toBe(startDate);
        const again = stepped(before, 1);
        expect(again.startDate).toBe(startDate);
        if (isMonths(before) === isMonths(range)) expect(again).toEqual(range);
        expect(daysFrom(before.startDate, before.endDate)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the days of a period', () => {
  it.each([
    ['today', '2026-03-15', '2026-03-15'],
    ['yesterday', '2026-03-14', '2026-03-14'],
    ['7days', '2026-03-09', '2026-03-15'],
    ['90d', '2025-12-16', '2026-03-15'],
    ['week', '2026-03-09', '2026-03-15'],
    ['month', '2026-03-01', '2026-03-15'],
    ['year', '2026-01-01', '2026-03-15'],
    ['quarter', '2026-01-01', '2026-03-15'],
    ['last_week', '2026-03-02', '2026-03-08'],
    ['last_month', '2026-02-01', '2026-02-28'],
    ['last_quarter', '2025-10-01', '2025-12-31'],
    ['last_year', '2025-01-01', '2025-12-31'],
    ['24h', '2026-03-15', '2026-03-15'],
    ['all', '2026-03-15', '2026-03-15'],
  ])('%s', (period, startDate, endDate) =>
    expect(daysOfPeriod(period, '2026-03-15')).toEqual({ startDate, endDate }),
  );
});
