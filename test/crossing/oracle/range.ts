import { Temporal } from 'temporal-polyfill';
import type { Params } from '../questions.ts';

/** Half-open, in milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Range extends Span {
  readonly zone: string;
  readonly comparison: Span | null;
}

const UNITS: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'quarters' | 'years'>> = {
  today: 'days',
  week: 'weeks',
  month: 'months',
  quarter: 'quarters',
  year: 'years',
};

const at = (ms: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
const startOf = (date: Temporal.PlainDate, zone: string) =>
  date.toZonedDateTime({ timeZone: zone }).startOfDay().epochMilliseconds;

/** Asked of every activity, again and again: a calendar takes its time. */
function remembered<Key, Told>(tell: (key: Key, zone: string) => Told): (key: Key, zone: string) => Told {
  const zones = new Map<string, Map<Key, Told>>();
  return (key, zone) => {
    const known = zones.get(zone) ?? new Map<Key, Told>();
    zones.set(zone, known);
    const told = known.get(key) ?? tell(key, zone);
    known.set(key, told);
    return told;
  };
}

/** The local date of an instant. */
export const dateOf = remembered((ms: number, zone) => at(ms, zone).toPlainDate().toString());
export const startOfDate = remembered((date: string, zone) => startOf(Temporal.PlainDate.from(date), zone));
/** First instant of an instant's local day. */
export const dayStart = remembered((ms: number, zone) => startOfDate(dateOf(ms, zone), zone));
/** First instant of the day after. */
export const dayEnd = remembered((ms: number, zone) => startOfDate(addDays(dateOf(ms, zone), 1), zone));

/**
 * What the range parameters mean.
 *
 * @param earliest of what the report counts, for `period=all`
 */
export function rangeOf(params: Params, o: { now: number; zone: string; earliest: number }): Range {
  const zone = params.timezone ?? o.zone;
  const span = spanOf(params, o, zone);
  return { ...span, zone, comparison: comparisonOf(params, span, o.now, zone) };
}

function spanOf(
  { period, startDate, endDate }: Params,
  o: { now: number; earliest: number },
  zone: string,
): Span {
  const today = at(o.now, zone).toPlainDate();
  const tomorrow = startOf(today.add({ days: 1 }), zone);
  if (startDate !== undefined)
    return {
      start: instantOf(startDate, zone, 0),
      end: endDate === undefined ? tomorrow : instantOf(endDate, zone, 1),
    };
  if (period === 'all') return { start: dayStart(Math.min(o.earliest, o.now), zone), end: tomorrow };
  if (period === 'yesterday')
    return { start: startOf(today.subtract({ days: 1 }), zone), end: startOf(today, zone) };
  if (period !== undefined && UNITS[period])
    return { start: startOf(firstOf(today, UNITS[period]), zone), end: tomorrow };
  const over = UNITS[period?.replace(/^last_/, '') ?? ''];
  if (over) {
    const first = firstOf(today, over);
    return { start: startOf(first.subtract(one(over)), zone), end: startOf(first, zone) };
  }
  const n = Number.parseInt(period ?? '30days', 10);
  if (isHours(period)) return { start: o.now - n * 3_600_000, end: o.now };
  return { start: startOf(today.subtract({ days: n - 1 }), zone), end: tomorrow };
}

const instantOf = (text: string, zone: string, later: number): number =>
  text.includes('T')
    ? Temporal.Instant.from(text).epochMilliseconds
    : startOf(Temporal.PlainDate.from(text).add({ days: later }), zone);

const one = (unit: (typeof UNITS)[string]): Temporal.DurationLike =>
  unit === 'quarters' ? { months: 3 } : { [unit]: 1 };

function firstOf(date: Temporal.PlainDate, unit: (typeof UNITS)[string]): Temporal.PlainDate {
  if (unit === 'weeks') return date.subtract({ days: date.dayOfWeek - 1 });
  if (unit === 'months') return date.with({ day: 1 });
  if (unit === 'quarters') return date.with({ day: 1 }).subtract({ months: (date.month - 1) % 3 });
  return unit === 'years' ? date.with({ day: 1, month: 1 }) : date;
}

function comparisonOf(params: Params, span: Span, now: number, zone: string): Span | null {
  const { compare = 'previous_period', align = 'none', period } = params;
  // Whatever was before the earliest thing of all is nothing to compare with.
  if (compare === 'none' || period === 'all') return null;
  const unit = params.startDate === undefined ? UNITS[period ?? ''] : undefined;
  const end = unit ? now : span.end;
  if (compare === 'custom') {
    const start = instantOf(params.compareStartDate!, zone, 0);
    return isHours(period) ? { start, end: start + end - span.start } : fromOn(start, span.start, end, zone);
  }
  if (align === 'weekday') {
    const weekday = onSameWeekday({ start: span.start, end }, zone, compare);
    // Hours roll, and are as many.
    return isHours(period) ? { ...weekday, end: weekday.start + end - span.start } : weekday;
  }
  if (compare === 'previous_year') return moved({ start: span.start, end }, zone, { years: 1 });
  if (isHours(period)) return { start: span.start - (span.end - span.start), end: span.start };
  if (unit) {
    const first = firstOf(at(now, zone).toPlainDate(), unit).subtract(one(unit));
    const until = Math.min(at(now, zone).subtract(one(unit)).epochMilliseconds, span.start);
    return { start: startOf(first, zone), end: until };
  }
  const whole = dayStart(span.start, zone) === span.start && dayStart(span.end, zone) === span.end;
  if (!whole) {
    const length = at(span.start, zone).until(at(span.end, zone), { largestUnit: 'day' });
    return { start: at(span.start, zone).subtract(length).epochMilliseconds, end: span.start };
  }
  const { days } = at(span.start, zone).toPlainDate().until(at(span.end, zone).toPlainDate());
  return { start: startOf(at(span.start, zone).toPlainDate().subtract({ days }), zone), end: span.start };
}

/** From another start on: as many whole days, or days and hours. */
function fromOn(from: number, start: number, end: number, zone: string): Span {
  const length = at(start, zone).until(at(end, zone), { largestUnit: 'day' });
  if ([start, end].some((ms) => dayStart(ms, zone) !== ms))
    return { start: from, end: at(from, zone).add(length).epochMilliseconds };
  return { start: from, end: startOfDate(addDays(dateOf(from, zone), length.days), zone) };
}

/** Bounds on the start of a day stay there, also where midnight is skipped. */
function moved({ start, end }: Span, zone: string, by: Temporal.DurationLike): Span {
  const back = (ms: number) =>
    dayStart(ms, zone) === ms
      ? startOf(at(ms, zone).toPlainDate().subtract(by), zone)
      : at(ms, zone).subtract(by).epochMilliseconds;
  return { start: back(start), end: back(end) };
}

/** Whole weeks back: the nearest range that is all before, or the nearest to a year ago. */
function onSameWeekday(span: Span, zone: string, compare: string): Span {
  if (compare === 'previous_year') return moved(span, zone, { weeks: 52 });
  let weeks = 1;
  while (moved(span, zone, { weeks }).end > span.start) weeks++;
  return moved(span, zone, { weeks });
}

/** A span cut at the local hours, days, ISO weeks or months of a zone. */
export function bucketsOf(span: Span, interval: string, zone: string): Span[] {
  const buckets: Span[] = [];
  for (let { start } = span; start < span.end; ) {
    const end = Math.min(nextOf(start, interval, zone), span.end);
    buckets.push({ start, end });
    start = end;
  }
  return buckets;
}

function nextOf(start: number, interval: string, zone: string): number {
  const local = at(start, zone);
  if (interval === 'hour') {
    const full = start + 3_600_000 - (local.minute * 60_000 + local.second * 1_000 + local.millisecond);
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? full;
    return Math.min(full, change);
  }
  const unit = ({ day: 'days', week: 'weeks', month: 'months' } as const)[interval as 'day'];
  return startOf(firstOf(local.toPlainDate(), unit).add({ [unit]: 1 }), zone);
}

/** `24h`, and not `month`. */
export const isHours = (period: string | undefined): boolean => /^\d+h$/.test(period ?? '');

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** What `auto` is for a span: hours up to two days, days up to a quarter, weeks up to a year, then months. */
export function autoOf({ start, end }: Span): string {
  const days = (end - start) / 86_400_000;
  if (days <= 2.5) return 'hour';
  if (days <= 92.5) return 'day';
  return days <= 400.5 ? 'week' : 'month';
}
