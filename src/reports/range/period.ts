import { Temporal } from 'temporal-polyfill';
import { DATES, type Interval, PERIODS } from '../../contract/index.ts';
import { addDays, dayOf, startOfDay } from '../../db/days.ts';
import { BadRequest } from '../errors.ts';
import { autoInterval, bucketsOf, refuseTooMany } from './buckets.ts';
import { type Compared, comparisonOf, type RangeKind } from './comparison.ts';
import { type CalendarUnit, duration, firstDateOf, local, type Span, startOf } from './local-time.ts';

/** The range parameters of a report, as parsed. */
export interface RangeQuery {
  readonly period?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly timezone?: string | undefined;
  readonly interval: 'auto' | Interval;
  readonly compare: Compared['compare'];
  /** With `compare=custom` alone. */
  readonly compareStartDate?: string | undefined;
  readonly align: Compared['align'];
}

/** What a list is: it has no chart, and is compared with nothing. */
export const LISTED = { interval: 'auto', compare: 'none', align: 'none' } as const;

export interface RangeContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Zone where the query names none. */
  readonly zone: string;
  /** The earliest of what the report counts, in milliseconds; only `period=all` asks for it. */
  readonly first?: number | null;
}

/** What a query's range parameters mean. */
export interface Range extends Span {
  readonly timezone: string;
  readonly interval: Interval;
  readonly align: Compared['align'];
  readonly comparison: Span | null;
  readonly buckets: Span[];
  /** By position beside `buckets`; empty without a comparison. */
  readonly comparisonBuckets: Span[];
}

/** Periods that are the unit of today. */
const UNITS: Readonly<Record<string, CalendarUnit>> = {
  today: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};

/** Periods that are the whole unit before it. */
const LAST_UNITS: Readonly<Record<string, CalendarUnit>> = {
  yesterday: 'day',
  last_week: 'week',
  last_month: 'month',
  last_quarter: 'quarter',
  last_year: 'year',
};

/** Whether a period stays the same all day: as many days, or a unit that is over. */
export const isFixed = (period: string): boolean =>
  Object.hasOwn(LAST_UNITS, period) || /^\d+d(?:ays)?$/.test(period);

/**
 * Resolves period or dates, zone, interval and comparison to instants.
 *
 * @throws BadRequest for a range that is empty, inverted, ambiguous or no date.
 * @example resolveRange({ period: '7days', ...LISTED }, { now: Date.now(), zone: 'Europe/Berlin' })
 */
export function resolveRange(query: RangeQuery, context: RangeContext): Range {
  const timezone = query.timezone ?? context.zone;
  const { span, asked } = spanOf(query, context, timezone);
  const interval = query.interval === 'auto' ? autoInterval(span) : query.interval;
  if (query.interval !== 'auto') refuseTooMany(span, interval, timezone);
  const { compare, align } = query;
  const from = customStart(query, asked.kind === 'all' ? null : span.start, timezone);
  const comparison = comparisonOf(span, asked, { compare, align, from }, timezone, context.now);
  const buckets = bucketsOf(span, interval, timezone);
  return {
    ...span,
    timezone,
    interval,
    align,
    comparison,
    buckets,
    comparisonBuckets: comparison ? bucketsOf(comparison, interval, timezone).slice(0, buckets.length) : [],
  };
}

/** A query that is compared with nothing. */
export const uncompared = <Query extends Pick<RangeQuery, 'compare' | 'compareStartDate'>>(query: Query) => ({
  ...query,
  compare: 'none' as const,
  compareStartDate: undefined,
});

/**
 * Where a comparison of one's own choice begins; undefined for any other.
 *
 * @param before where the range begins; null for all time, which is compared with nothing
 */
function customStart({ compare, compareStartDate, align }: RangeQuery, before: number | null, zone: string) {
  if (compare !== 'custom') {
    if (compareStartDate === undefined) return undefined;
    throw new BadRequest({ compareStartDate: 'is for compare=custom; add that, or leave this out' });
  }
  if (compareStartDate === undefined)
    throw new BadRequest({
      compareStartDate: 'is needed with compare=custom: where the comparison begins, such as 2026-03-01',
    });
  if (align === 'weekday')
    throw new BadRequest({
      align: 'takes none with compare=custom, whose weekday compareStartDate says; leave it out',
    });
  const from = instantOf('compareStartDate', compareStartDate, zone, 0);
  if (before === null || from < before) return from;
  throw new BadRequest({ compareStartDate: 'has to lie before the range begins; take an earlier one' });
}

function spanOf(query: RangeQuery, context: RangeContext, zone: string): { span: Span; asked: RangeKind } {
  const { period } = query;
  if (period === undefined || query.startDate !== undefined || query.endDate !== undefined) {
    if (period !== undefined)
      throw new BadRequest({ period: 'stands in place of startDate and endDate; give either it or them' });
    return { span: datesOf(query, context.now, zone), asked: { kind: 'days' } };
  }
  const today = local(context.now, zone).toPlainDate();
  const tomorrow = startOf(today.add({ days: 1 }), zone);
  const days = (n: number) => ({
    span: { start: startOf(today.subtract({ days: n - 1 }), zone), end: tomorrow },
    asked: { kind: 'days' } as const,
  });

  const unit = UNITS[period];
  if (unit)
    return {
      span: { start: startOf(firstDateOf(today, unit), zone), end: tomorrow },
      asked: { kind: 'unit', unit },
    };
  const last = LAST_UNITS[period];
  if (last) {
    const first = firstDateOf(today, last);
    const start = startOf(first.subtract(duration(last, 1)), zone);
    return { span: { start, end: startOf(first, zone) }, asked: { kind: 'days' } };
  }
  if (period === 'all') {
    const first = Math.min(context.first ?? context.now, context.now);
    const start = startOfDay(dayOf(Math.max(first, Date.UTC(FIRST_YEAR, 0, 1)), zone), zone);
    return { span: { start, end: tomorrow }, asked: { kind: 'all' } };
  }
  const [, digits, word] = /^(\d{1,4})(days|d|h)$/.exec(period) ?? [];
  const count = Number(digits);
  if (!word || count === 0) throw new BadRequest({ period: PERIODS });
  if (word === 'h')
    return { span: { start: context.now - count * 3_600_000, end: context.now }, asked: { kind: 'hours' } };
  return days(count);
}

function datesOf(query: RangeQuery, now: number, zone: string): Span {
  const { startDate, endDate } = query;
  if (startDate === undefined)
    throw new BadRequest({ startDate: 'is needed beside endDate, such as 2026-03-01' });
  const start = instantOf('startDate', startDate, zone, 0);
  const end =
    endDate === undefined
      ? startOfDay(addDays(dayOf(now, zone), 1), zone)
      : instantOf('endDate', endDate, zone, 1);
  if (start < end) return { start, end };
  if (endDate === undefined)
    throw new BadRequest({
      startDate: 'lies in the future, and without endDate a range ends today; give an endDate after it',
    });
  throw new BadRequest({
    endDate:
      start > end || !isInstant(endDate)
        ? 'lies before startDate; exchange the two'
        : 'is the instant that startDate begins with, so the range is empty; take a later one, or a date, which includes its day',
  });
}

const isInstant = (text: string): boolean => text.includes('T');

/** Years of what can be asked for: in each zone their days are cheap, and every chart of them fits. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/** A date is its first instant, or so many days later; a time without offset is local in the zone. */
export function instantOf(name: string, text: string, zone: string, daysLater: number): number {
  const year = Number(text.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new BadRequest({ [name]: `takes a year from ${FIRST_YEAR} to ${LAST_YEAR}` });
  const read = <T>(parse: () => T): T => {
    try {
      return parse();
    } catch {
      throw new BadRequest({ [name]: `${DATES}; there is no ${text}` });
    }
  };
  if (!isInstant(text)) return read(() => startOfDay(addDays(text, daysLater), zone));
  if (/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return read(() => Temporal.Instant.from(text).epochMilliseconds);
  const asked = read(() => Temporal.PlainDateTime.from(text, { overflow: 'reject' }));
  const at = asked.toZonedDateTime(zone);
  if (!at.toPlainDateTime().equals(asked))
    throw new BadRequest({
      [name]: `is skipped by the clock of ${zone}, which shows ${at.toPlainTime().toString({ smallestUnit: 'minute' })} then; take that, or give an offset`,
    });
  return at.epochMilliseconds;
}
