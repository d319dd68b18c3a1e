import * as texts from '#texts/range.ts';
import type { RangeSearch } from '../../data/url/range.ts';
import { periodLabel } from '../../data/url/range.ts';
import { calendarDay, monthOf } from '../../format/date.ts';
import { addDays, type Days, daysFrom, isDay, stepped, type Unit, unitAround, unitBefore } from './days.ts';

/** A range as the address has it: what isn't named goes away. */
export type Chosen = Required<{ [Name in 'period' | 'startDate' | 'endDate']: string | undefined }>;

const period = (name: string): Chosen => ({ period: name, startDate: undefined, endDate: undefined });
const dates = ({ startDate, endDate }: Days): Chosen => ({ period: undefined, startDate, endDate });

const UNITS: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];

/** The unit that days are the whole of. */
export const wholeUnit = (days: Days): Unit | undefined =>
  UNITS.find((unit) => {
    const whole = unitAround(unit, days.startDate);
    return whole.startDate === days.startDate && whole.endDate === days.endDate;
  });

/** The unit of today, up to now. */
export const toDate = (unit: Unit): Chosen => period(unit === 'day' ? 'today' : unit);

/** The unit that a range is up to now. */
const unitToDate = ({ period }: RangeSearch): Unit | undefined =>
  UNITS.find((unit) => toDate(unit).period === period);

/**
 * One step from a range: the whole unit before one that is under way, and back to it; whole months for whole months;
 * else as many days.
 *
 * @param days those that the range stands for
 * @returns null where there is nothing ahead
 */
export function stepFrom(range: RangeSearch, days: Days, by: -1 | 1, today: string): Chosen | null {
  const unit = unitToDate(range);
  if (unit && by === -1) return dates(unitBefore(unit, today));
  if (unit) return null;
  const rolling = /^\d/.test(range.period ?? '');
  const count = daysFrom(days.startDate, days.endDate) * by;
  const next =
    rolling || (!range.period && !range.endDate)
      ? { startDate: addDays(days.startDate, count), endDate: addDays(days.endDate, count) }
      : stepped(days, by);
  if (next.startDate > today) return null;
  const whole = wholeUnit(next);
  return whole && next.endDate >= today ? toDate(whole) : dates(next);
}

export interface Preset {
  readonly label: string;
  readonly chosen: Chosen;
}

/** What the picker offers, in groups. */
export const PRESETS: readonly (readonly Preset[])[] = [
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
    { label: texts.thisUnit[unit], chosen: toDate(unit) },
    { label: texts.lastUnit[unit], chosen: period(`last_${unit}`) },
  ]),
];

/** What a range is called: `Last 30 days`, `October 2026`, `Q3 2026`. */
export function rangeLabel(range: RangeSearch): string {
  const { startDate, endDate } = range;
  const unit = isDay(startDate) && isDay(endDate) ? wholeUnit({ startDate, endDate }) : undefined;
  if (!startDate || !unit) return periodLabel(range);
  if (unit === 'day') return calendarDay(startDate);
  if (unit === 'week') return texts.weekOf(calendarDay(startDate));
  if (unit === 'month') return monthOf(startDate);
  if (unit === 'quarter')
    return texts.quarterOf(Math.ceil(Number(startDate.slice(5, 7)) / 3), startDate.slice(0, 4));
  return startDate.slice(0, 4);
}
