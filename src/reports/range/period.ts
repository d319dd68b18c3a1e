import { Temporal } from 'temporal-polyfill';
import type { Interval } from '../../contract/index.ts';
import { addDays, dayOf, startOfDay } from '../../db/days.ts';
import { BadRequest } from '../errors.ts';
import { autoInterval, bucketsOf } from './buckets.ts';
import { type Asked, comparisonOf } from './comparison.ts';
import { firstDateOf, local, type Span, startOf, type Unit } from './local-time.ts';

/** The range parameters of a report, as parsed. */
export interface RangeQuery {
  readonly period?: string | undefined;
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly timezone?: string | undefined;
  readonly interval: 'auto' | Interval;
  readonly compare: 'previous_period' | 'previous_year' | 'none';
}

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
  readonly comparison: Span | null;
  readonly buckets: Span[];
  /** By position beside `buckets`; empty without a comparison. */
  readonly comparisonBuckets: Span[];
}

const UNITS: Record<string, Unit> = { today: 'day', week: 'week', month: 'month', year: 'year' };

/**
 * Resolves period or dates, zone, interval and comparison to instants.
 *
 * @throws BadRequest for a range that is empty, inverted, ambiguous or no date.
 * @example resolveRange({ period: '7days', interval: 'auto', compare: 'none' }, { now: Date.now(), zone: 'Europe/Berlin' })
 */
export function resolveRange(query: RangeQuery, context: RangeContext): Range {
  const timezone = query.timezone ?? context.zone;
  const { span, asked } = spanOf(query, context, timezone);
  const interval = query.interval === 'auto' ? autoInterval(span) : query.interval;
  const comparison = comparisonOf(span, asked, query.compare, timezone, context.now);
  const buckets = bucketsOf(span, interval, timezone);
  return {
    ...span,
    timezone,
    interval,
    comparison,
    buckets,
    comparisonBuckets: comparison ? bucketsOf(comparison, interval, timezone).slice(0, buckets.length) : [],
  };
}

function spanOf(query: RangeQuery, context: RangeContext, zone: string): { span: Span; asked: Asked } {
  const { period } = query;
  if (period === undefined || query.startDate !== undefined || query.endDate !== undefined) {
    if (period !== undefined)
      throw new BadRequest({ period: 'and startDate/endDate exclude each other; give one of them' });
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
  if (period === 'yesterday')
    return {
      span: { start: startOf(today.subtract({ days: 1 }), zone), end: startOf(today, zone) },
      asked: { kind: 'days' },
    };
  if (period === 'all') {
    const start = startOfDay(dayOf(Math.min(context.first ?? context.now, context.now), zone), zone);
    return { span: { start, end: tomorrow }, asked: { kind: 'all' } };
  }
  const [, digits, word] = /^(\d{1,4})(days|d|h)$/.exec(period) ?? [];
  const count = Number(digits);
  if (!word || count === 0)
    throw new BadRequest({
      period: 'takes 30days, 7d, 24h, today, yesterday, week, month, year or all; a number from 1 to 9999',
    });
  if (word === 'h')
    return { span: { start: context.now - count * 3_600_000, end: context.now }, asked: { kind: 'hours' } };
  return days(count);
}

function datesOf(query: RangeQuery, now: number, zone: string): Span {
  if (query.startDate === undefined)
    throw new BadRequest({ startDate: 'is needed beside endDate, such as 2026-03-01' });
  const start = instantOf('startDate', query.startDate, zone, 'start');
  const end =
    query.endDate === undefined
      ? startOfDay(addDays(dayOf(now, zone), 1), zone)
      : instantOf('endDate', query.endDate, zone, 'end');
  if (start < end) return { start, end };
  if (query.endDate === undefined)
    throw new BadRequest({
      startDate: 'lies in the future; give an endDate after it, or an earlier startDate',
    });
  throw new BadRequest({
    endDate:
      start === end
        ? 'equals startDate, so the range is empty; the end is exclusive unless it is a date'
        : 'lies before startDate; exchange the two',
  });
}

/** A date is its first instant, or as an end its last; a time without offset is local in the zone. */
function instantOf(name: string, text: string, zone: string, side: 'start' | 'end'): number {
  try {
    if (!text.includes('T')) return startOfDay(side === 'end' ? addDays(text, 1) : addDays(text, 0), zone);
    if (/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    throw new BadRequest({
      [name]: `takes a date (2026-03-15) or an instant (2026-03-15T14:30:00Z); "${text}" is neither`,
    });
  }
}
