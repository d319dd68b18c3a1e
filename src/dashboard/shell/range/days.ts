import { own } from '../../../catalogue/own.ts';

/** Calendar days as text, `2026-03-15`: they have no zone and no clock to change. */

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const text = (date: Date) => date.toISOString().slice(0, 10);

/** Whether a text of an address is a day of the calendar: it may be an instant, or nonsense. */
export const isDay = (day: string | undefined): day is string =>
  /^\d{4}-\d\d-\d\d$/.test(day ?? '') &&
  at(day ?? '').getTime() > Number.NEGATIVE_INFINITY &&
  text(at(day ?? '')) === day;

/** @example addDays('2024-02-28', 2) // '2024-03-01' */
export function addDays(day: string, n: number): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + n);
  return text(date);
}

/** The same day of another month, or that month's last. @example addMonths('2026-01-31', 1) // '2026-02-28' */
export function addMonths(day: string, n: number): string {
  const date = at(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + n);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return text(date);
}

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** Whole days from one to the other, both included. */
export const daysFrom = (start: string, end: string): number =>
  Math.round((at(end).getTime() - at(start).getTime()) / 86_400_000) + 1;

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (at(day).getUTCDay() + 6) % 7;

/**
 * A month as weeks; what is before and after it is null.
 *
 * @param weekStart 0 for Monday to 6 for Sunday
 */
export function weeksOf(month: string, weekStart: number): (string | null)[][] {
  const first = firstOfMonth(month);
  const lead = (weekdayOf(first) - weekStart + 7) % 7;
  const count = daysFrom(first, addDays(addMonths(first, 1), -1));
  const cells: (string | null)[] = [
    ...Array(lead).fill(null),
    ...Array.from({ length: count }, (_, i) => addDays(first, i)),
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}

/** Where a key of a calendar leads; null for a key that is none of it. */
export function dayForKey(
  day: string,
  { key, shiftKey }: { key: string; shiftKey: boolean },
  weekStart: number,
) {
  const inWeek = (weekdayOf(day) - weekStart + 7) % 7;
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -inWeek);
    case 'End':
      return addDays(day, 6 - inWeek);
    case 'PageUp':
      return addMonths(day, shiftKey ? -12 : -1);
    case 'PageDown':
      return addMonths(day, shiftKey ? 12 : 1);
    default:
      return null;
  }
}

export interface Days {
  readonly startDate: string;
  readonly endDate: string;
}

/** The range of the same length before (-1) or after (1): whole months for whole months, else as many days. */
export function stepped({ startDate, endDate }: Days, by: -1 | 1): Days {
  const next = addDays(endDate, 1);
  const wholeMonths = startDate.endsWith('-01') && next.endsWith('-01');
  if (!wholeMonths) {
    const days = daysFrom(startDate, endDate) * by;
    return { startDate: addDays(startDate, days), endDate: addDays(endDate, days) };
  }
  const months =
    (Number(next.slice(0, 4)) - Number(startDate.slice(0, 4))) * 12 +
    Number(next.slice(5, 7)) -
    Number(startDate.slice(5, 7));
  return {
    startDate: addMonths(startDate, months * by),
    endDate: addDays(addMonths(next, months * by), -1),
  };
}

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The whole unit that a day is in; a week begins on Monday, as ISO has it. */
export function unitAround(unit: Unit, day: string): Days {
  if (unit === 'day') return { startDate: day, endDate: day };
  if (unit === 'week') {
    const startDate = addDays(day, -weekdayOf(day));
    return { startDate, endDate: addDays(startDate, 6) };
  }
  const months = MONTHS[unit];
  const past = (Number(day.slice(5, 7)) - 1) % months;
  const startDate = addMonths(firstOfMonth(day), -past);
  return { startDate, endDate: addDays(addMonths(startDate, months), -1) };
}

export const unitBefore = (unit: Unit, day: string): Days =>
  unitAround(unit, addDays(unitAround(unit, day).startDate, -1));

/** Periods of the address that are a unit: up to today, or the whole one before. */
const TO_DATE: Readonly<Record<string, Unit>> = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};
const BEFORE: Readonly<Record<string, Unit>> = {
  yesterday: 'day',
  last_week: 'week',
  last_month: 'month',
  last_quarter: 'quarter',
  last_year: 'year',
};

/**
 * Days that a period of the address stands for; a week begins on Monday, as ISO has it. Today alone for what is no
 * number of days.
 *
 * @example daysOfPeriod('7days', '2026-03-15') // { startDate: '2026-03-09', endDate: '2026-03-15' }
 */
export function daysOfPeriod(period: string, today: string): Days {
  const over = own(BEFORE, period);
  if (over) return unitBefore(over, today);
  const unit = own(TO_DATE, period);
  const count = /^(\d{1,4})d(?:ays)?$/.exec(period)?.[1];
  const startDate = unit
    ? unitAround(unit, today).startDate
    : count
      ? addDays(today, 1 - Number(count))
      : today;
  return { startDate, endDate: today };
}
