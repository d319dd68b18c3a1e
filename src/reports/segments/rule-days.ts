import type { RuleSpan } from '../../contract/index.ts';
import { addDays, dayOf, startOfDay } from '../../db/days.ts';
import type { Span } from '../range/local-time.ts';

/** By whose clock days are told. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly zone: string;
}

/** No activity is older. */
const EVER = Date.UTC(1900, 0, 1);

/** Today, which relative times end with. */
export function todayOf({ now, zone }: Clock): Span {
  const today = dayOf(now, zone);
  return { start: startOfDay(today, zone), end: startOfDay(addDays(today, 1), zone) };
}

/** What a span means by now; whatever lies ahead hasn't come. */
export function spanOf(span: RuleSpan, clock: Clock): Span {
  const { zone, now } = clock;
  const { end } = todayOf(clock);
  const daysAgo = (days: number) => startOfDay(addDays(dayOf(now, zone), 1 - days), zone);
  switch (span.is) {
    case 'ever':
      return { start: EVER, end };
    case 'days':
      return { start: daysAgo(span.from), end: daysAgo(span.until) };
    case 'before':
      return { start: EVER, end: daysAgo(span.days) };
    case 'dates':
      return {
        start: span.first === null ? EVER : startOfDay(span.first, zone),
        end: span.last === null ? end : startOfDay(addDays(span.last, 1), zone),
      };
  }
}

/** As many days right before; of a span with a beginning and an end. */
export function spanBefore(span: RuleSpan, { zone, ...clock }: Clock): Span {
  const { start, end } = spanOf(span, { zone, ...clock });
  const [first, next] = [dayOf(start, zone), dayOf(end, zone)];
  const days = Math.round((Date.parse(next) - Date.parse(first)) / 86_400_000);
  return { start: startOfDay(addDays(first, -days), zone), end: start };
}

/** All time before a span, and from its end until today is over. */
export const untilSpan = ({ start }: Span): Span => ({ start: EVER, end: start });
export const afterSpan = ({ end }: Span, clock: Clock): Span => ({ start: end, end: todayOf(clock).end });
