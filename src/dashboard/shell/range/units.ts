import * as texts from '#texts/range.ts';
import type { RangeSearch } from '../../data/url/range.ts';
import { periodLabel } from '../../data/url/range.ts';
import { calendarDay, monthOf } from '../../format/date.ts';
import { addDays, addMonths, type Days, daysFrom, firstOfMonth, isDay, stepped, weekdayOf } from './days.ts';

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
/** A range as the address has it: what isn't named goes away. */
export type Chosen = Required<{ [Name in 'period' | 'startDate' | 'endDate']: string | undefined }>;

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

const period = (name: string): Chosen => ({ period: name, startDate: undefined, endDate: undefined });
const dates = ({ startDate, endDate }: Days): Chosen => ({ period: undefined, startDate, endDate });

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

const UNITS: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];

/** The unit that days are the whole of. */
export const wholeUnit = (days: Days): Unit | undefined =>
  UNITS.find((unit) => {
    const whole = unitAround(unit, days.startDate);
    return whole.startDate === days.startDate && whole.endDate === days.endDate;
  });

/** The unit of today, up to now. A quarter has no period of its own: it is a first day without a last. */
export function toDate(unit: Unit, today: string): Chosen {
  if (unit === 'quarter')
    return { period: undefined, startDate: unitAround(unit, today).startDate, endDate: undefined };
  return period(unit === 'day' ? 'today' : unit);
}

/** The unit that a range is up to now. */
const unitToDate = ({ period, startDate, endDate }: RangeSearch, today: string): Unit | undefined =>
  UNITS.find((unit) => {
    const same = toDate(unit, today);
    return same.period === period && same.startDate === startDate && same.endDate === endDate;
  });

/**
 * One step from a range: the whole unit before one that is under way, and back to it; whole months for whole months;
 * else as many days.
 *
 * @param days those that the range stands for
 * @returns null where there is nothing ahead
 */
export function stepFrom(range: RangeSearch, days: Days, by: -1 | 1, today: string): Chosen | null {
  const unit = unitToDate(range, today);
  if (unit && by === -1) return dates(unitBefore(unit, today));
  if (unit) return null;
  const rolling = range.period !== undefined && range.period !== 'yesterday';
  const count = daysFrom(days.startDate, days.endDate) * by;
  const next =
    rolling || !range.endDate
      ? { startDate: addDays(days.startDate, count), endDate: addDays(days.endDate, count) }
      : stepped(days, by);
  if (next.startDate > today) return null;
  const whole = wholeUnit(next);
  return whole && next.endDate >= today ? toDate(whole, today) : dates(next);
}

export interface Preset {
  readonly label: string;
  readonly chosen: Chosen;
}

/** What the picker offers, in groups. */
export const presetsOf = (today: string): readonly (readonly Preset[])[] => [
  [
    { label: texts.today, chosen: period('today') },
    { label: texts.yesterday, chosen: period('yesterday') },
    { label: texts.last24Hours, chosen: period('24h') },
    { label: texts.last7Days, chosen: period('7days') },
    { label: texts.last30Days, chosen: { period: undefined, startDate: undefined, endDate: undefined } },
    { label: texts.last90Days, chosen: period('90days') },
    { label: texts.last365Days, chosen: period('365days') },
    { label: texts.allTime, chosen: period('all') },
  ],
  (['week', 'month', 'quarter', 'year'] as const).flatMap((unit) => [
    { label: texts.thisUnit[unit], chosen: toDate(unit, today) },
    { label: texts.lastUnit[unit], chosen: dates(unitBefore(unit, today)) },
  ]),
];

/** What a range is called: `Last 30 days`, `October 2026`, `Q3 2026`. */
export function rangeLabel(range: RangeSearch, today: string): string {
  const { startDate, endDate } = range;
  if (unitToDate(range, today) === 'quarter') return texts.thisUnit.quarter;
  const unit = isDay(startDate) && isDay(endDate) ? wholeUnit({ startDate, endDate }) : undefined;
  if (!startDate || !unit) return periodLabel(range);
  if (unit === 'day') return calendarDay(startDate);
  if (unit === 'week') return texts.weekOf(calendarDay(startDate));
  if (unit === 'month') return monthOf(startDate);
  if (unit === 'quarter')
    return texts.quarterOf(Math.ceil(Number(startDate.slice(5, 7)) / 3), startDate.slice(0, 4));
  return startDate.slice(0, 4);
}
