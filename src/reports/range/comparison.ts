import { addDays, dayOf, startOfDay } from '../../db/days.ts';
import { duration, firstDateOf, local, type Span, startOf, type Unit } from './local-time.ts';

/** How a range was asked for, which decides what it is compared with. */
export type Asked =
  | { readonly kind: 'unit'; readonly unit: Unit }
  | { readonly kind: 'hours' }
  /** Nothing is before it. */
  | { readonly kind: 'all' }
  | { readonly kind: 'days' };

/**
 * The span that a span is compared with; null for all time, before which nothing is. A calendar unit that is under way (today, week, month, year) is
 * compared with the same part of the previous one: up to the same local time.
 */
export function comparisonOf(
  span: Span,
  asked: Asked,
  compare: 'previous_period' | 'previous_year' | 'none',
  zone: string,
  now: number,
): Span | null {
  if (compare === 'none' || asked.kind === 'all') return null;
  const yearBack = (instant: number) => local(instant, zone).subtract({ years: 1 }).epochMilliseconds;
  if (compare === 'previous_year') {
    const end = asked.kind === 'unit' ? now : span.end;
    return nonEmpty({
      start: yearBackOfBound(span.start, zone, yearBack),
      end: yearBackOfBound(end, zone, yearBack),
    });
  }
  if (asked.kind === 'hours') return { start: span.start - (span.end - span.start), end: span.start };
  if (asked.kind === 'unit') {
    const back = duration(asked.unit, 1);
    const first = firstDateOf(local(now, zone).toPlainDate(), asked.unit).subtract(back);
    const end = Math.min(local(now, zone).subtract(back).epochMilliseconds, span.start);
    return nonEmpty({ start: startOf(first, zone), end });
  }
  return { start: daysBack(span, zone), end: span.start };
}

/** Whole local days go back by dates, whatever their hours; other ranges by days and what remains. */
function daysBack(span: Span, zone: string): number {
  const first = dayOf(span.start, zone);
  const last = dayOf(span.end, zone);
  const start = local(span.start, zone);
  const length = start.until(local(span.end, zone), { largestUnit: 'day' });
  if (startOfDay(first, zone) !== span.start || startOfDay(last, zone) !== span.end)
    return start.subtract(length).epochMilliseconds;
  const days = start.toPlainDate().until(local(span.end, zone).toPlainDate()).days;
  return startOfDay(addDays(first, -days), zone);
}

/** A bound on a day's start stays on a day's start, also where midnight is skipped. */
function yearBackOfBound(instant: number, zone: string, yearBack: (instant: number) => number): number {
  const at = local(instant, zone);
  return at.startOfDay().epochMilliseconds === instant
    ? startOf(at.toPlainDate().subtract({ years: 1 }), zone)
    : yearBack(instant);
}

/** At the very first millisecond of a unit the part up to now is empty: one millisecond stands for it. */
function nonEmpty(span: Span): Span {
  return span.end > span.start ? span : { start: span.start, end: span.start + 1 };
}
