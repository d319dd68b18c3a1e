import { describe, expect, it, vi } from 'vitest';
import { unitBefore } from './days.ts';
import { PRESETS, rangeLabel, stepFrom, wholeUnit } from './units.ts';

// What the panel's formats ask a browser for.
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const TODAY = '2026-11-29';
const days = (startDate: string, endDate: string) => ({ startDate, endDate });
const none = { period: undefined, startDate: undefined, endDate: undefined };

describe('the unit before', () => {
  it.each([
    ['day', TODAY, '2026-11-28', '2026-11-28'],
    ['week', TODAY, '2026-11-16', '2026-11-22'],
    ['week', '2026-11-30', '2026-11-23', '2026-11-29'],
    ['month', TODAY, '2026-10-01', '2026-10-31'],
    ['month', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['quarter', TODAY, '2026-07-01', '2026-09-30'],
    ['quarter', '2026-02-10', '2025-10-01', '2025-12-31'],
    ['year', TODAY, '2025-01-01', '2025-12-31'],
  ] as const)('%s before %s is %s to %s', (unit, day, start, end) => {
    expect(unitBefore(unit, day)).toEqual(days(start, end));
    expect(wholeUnit(days(start, end))).toBe(unit);
  });
});

describe('a step', () => {
  it.each([
    ['month', days('2026-11-01', TODAY), days('2026-10-01', '2026-10-31')],
    ['week', days('2026-11-23', TODAY), days('2026-11-16', '2026-11-22')],
    ['year', days('2026-01-01', TODAY), days('2025-01-01', '2025-12-31')],
    ['today', days(TODAY, TODAY), days('2026-11-28', '2026-11-28')],
  ])(
    'back from this %s is the whole one before, and forward from there it is again',
    (period, shown, whole) => {
      expect(stepFrom({ period }, shown, -1, TODAY)).toEqual({ ...none, ...whole });
      expect(stepFrom({ period }, shown, 1, TODAY)).toBeNull();
      expect(stepFrom(whole, whole, 1, TODAY)).toEqual({ ...none, period });
    },
  );

  it('keeps quarters', () => {
    const thisOne = { period: 'quarter' };
    const third = days('2026-07-01', '2026-09-30');
    expect(stepFrom(thisOne, days('2026-10-01', TODAY), -1, TODAY)).toEqual({ ...none, ...third });
    expect(stepFrom(third, third, -1, TODAY)).toEqual({ ...none, ...days('2026-04-01', '2026-06-30') });
    expect(stepFrom(third, third, 1, TODAY)).toEqual({ ...none, ...thisOne });
  });

  it('from the whole unit before leads on to the ones beside it', () => {
    const shown = days('2026-10-01', '2026-10-31');
    const range = { period: 'last_month' };
    expect(stepFrom(range, shown, -1, TODAY)).toEqual({ ...none, ...days('2026-09-01', '2026-09-30') });
    expect(stepFrom(range, shown, 1, TODAY)).toEqual({ ...none, period: 'month' });
  });

  it('of rolling days keeps their number, also where they look like a month', () => {
    const shown = days('2026-11-01', '2026-11-30');
    expect(stepFrom({ period: '30days' }, shown, -1, '2026-11-30')).toEqual({
      ...none,
      ...days('2026-10-02', '2026-10-31'),
    });
  });

  it('ends at today', () => {
    const shown = days('2026-11-20', TODAY);
    expect(stepFrom(shown, shown, 1, TODAY)).toBeNull();
  });
});

it('calls a range by what it is', () => {
  expect(rangeLabel({})).toBe('Last 30 days');
  expect(rangeLabel({ period: 'month' })).toBe('This month');
  expect(rangeLabel({ period: 'quarter' })).toBe('This quarter');
  expect(rangeLabel({ period: 'last_month' })).toBe('Last month');
  expect(rangeLabel(days('2026-10-01', '2026-10-31'))).toBe('October 2026');
  expect(rangeLabel(days('2026-07-01', '2026-09-30'))).toBe('Q3 2026');
  expect(rangeLabel(days('2025-01-01', '2025-12-31'))).toBe('2025');
  expect(rangeLabel(days('2026-10-02', '2026-10-31'))).toBe('Custom range');
  expect(rangeLabel(days('2026-10-01T00:00:00Z', '2026-10-31T00:00:00Z'))).toBe('Custom range');
  expect(rangeLabel(days('2026-13-45', '2026-02-30'))).toBe('Custom range');
});

it('offers each unit up to now and the whole one before, by names that move on with time', () => {
  expect(PRESETS[1]?.map(({ label, chosen }) => [label, chosen])).toEqual(
    ['week', 'month', 'quarter', 'year'].flatMap((unit) => [
      [`This ${unit}`, { ...none, period: unit }],
      [`Last ${unit}`, { ...none, period: `last_${unit}` }],
    ]),
  );
});
