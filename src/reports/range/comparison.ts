import type { Temporal } from 'temporal-polyfill';
import type { Comparison } from '../../contract/index.ts';
import { type CalendarUnit, duration, firstDateOf, local, type Span, startOf } from './local-time.ts';

/** How a range was asked for, which decides what it is compared with. */
export type RangeKind =
  | { readonly kind: 'unit'; readonly unit: CalendarUnit }
  | { readonly kind: 'hours' }
  /** Nothing is before it. */
  | { readonly kind: 'all' }
  | { readonly kind: 'days' };

export interface Compared {
  readonly compare: Comparison;
  /** `weekday`: the comparison begins on the weekday that the range begins on. */
  readonly align: 'none' | 'weekday';
  /** Where a `custom` one begins. */
  readonly from?: number | undefined;
}

/**
 * The span that a span is compared with; null for all time, before which nothing is. A calendar unit that is
 * under way (today, week, month, quarter, year) is compared with the same part of the previous one, up to the same local
 * time; whatever else with as many local days before it.
 */
export function comparisonOf(
  span: Span,
  asked: RangeKind,
  { compare, align, from }: Compared,
  zone: string,
  now: number,
): Span | null {
  if (compare === 'none' || asked.kind === 'all') return null;
  const part = asked.kind === 'unit' ? { start: span.start, end: now } : span;
  const back = (by: Back): Span => {
    const start = boundBack(part.start, zone, by);
    // Hours roll: where the clock was moved in them there are as many.
    const end = asked.kind === 'hours' ? start + part.end - part.start : boundBack(part.end, zone, by);
    return nonEmpty({ start, end });
  };
  if (from !== undefined) {
    const rolled = from + part.end - part.start;
    return nonEmpty({ start: from, end: asked.kind === 'hours' ? rolled : asLongFrom(from, part, zone) });
  }
  if (align === 'weekday')
    return compare === 'previous_year' ? back({ weeks: 52 }) : weeksBack(part.start, back);
  if (compare === 'previous_year') return back({ years: 1 });
  if (asked.kind === 'hours') return { start: span.start - (span.end - span.start), end: span.start };
  if (asked.kind === 'unit') {
    const unit = duration(asked.unit, 1);
    const first = firstDateOf(local(now, zone).toPlainDate(), asked.unit).subtract(unit);
    const end = Math.min(local(now, zone).subtract(unit).epochMilliseconds, span.start);
    return nonEmpty({ start: startOf(first, zone), end });
  }
  return { start: daysBack(span, zone), end: span.start };
}

type Back = { readonly weeks: number } | { readonly years: number } | Temporal.Duration;

const WEEK = 7 * 86_400_000;

/** As few whole weeks back as lead to a span that ends before this one begins. */
function weeksBack(start: number, back: (by: Back) => Span): Span {
  const { end } = back({ weeks: 1 });
  for (let weeks = 1 + Math.max(0, Math.floor((end - start) / WEEK)); ; weeks++) {
    const before = back({ weeks });
    if (before.end <= start) return before;
  }
}

/** Whole local days go back by dates, whatever their hours; other ranges by days and what remains. */
function daysBack(span: Span, zone: string): number {
  const start = local(span.start, zone);
  const end = local(span.end, zone);
  if (!isDayStart(span.start, zone) || !isDayStart(span.end, zone))
    return start.subtract(start.until(end, { largestUnit: 'day' })).epochMilliseconds;
  return startOf(start.toPlainDate().subtract(start.toPlainDate().until(end.toPlainDate())), zone);
}

/** The end of what begins elsewhere and is as long by the calendar: whole days as many days, whatever their hours. */
export function asLongFrom(from: number, { start, end }: Span, zone: string): number {
  const [first, last] = [local(start, zone), local(end, zone)];
  if (!isDayStart(start, zone) || !isDayStart(end, zone))
    return local(from, zone).add(first.until(last, { largestUnit: 'day' })).epochMilliseconds;
  return boundBack(from, zone, last.toPlainDate().until(first.toPlainDate()));
}

/** A bound on a day's start stays on a day's start, also where midnight is skipped. */
function boundBack(instant: number, zone: string, by: Back): number {
  const at = local(instant, zone);
  return isDayStart(instant, zone)
    ? startOf(at.toPlainDate().subtract(by), zone)
    : at.subtract(by).epochMilliseconds;
}

const isDayStart = (instant: number, zone: string): boolean =>
  local(instant, zone).startOfDay().epochMilliseconds === instant;

/** At the very first millisecond of a unit the part up to now is empty: one millisecond stands for it. */
function nonEmpty(span: Span): Span {
  return span.end > span.start ? span : { start: span.start, end: span.start + 1 };
}
