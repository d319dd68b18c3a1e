import { type CohortUnit, MOST_COHORTS, MOST_DAYS } from '../../contract/index.ts';
import { DAY } from '../../db/milliseconds.ts';
import { BadRequest } from '../errors.ts';
import { duration, firstDateOf, local, startOf } from '../range/local-time.ts';
import type { Range, RangeQuery } from '../range/period.ts';

/** Whole periods of a zone: some before those of the range, those that the range touches, and some after them. */
export interface Grid {
  /** Their first days: `2026-03-02`. */
  readonly days: readonly string[];
  /** First instants, and the end of the last. */
  readonly bounds: Float64Array;
  /** So many the range touches. */
  readonly told: number;
}

interface Beside {
  readonly before?: number;
  readonly after?: number;
}

/** @throws BadRequest for a range of too many periods */
export function gridOf(
  { start, end, timezone }: Range,
  unit: CohortUnit,
  { before = 0, after = 0, most = MOST_COHORTS[unit] }: Beside & { readonly most?: number },
): Grid {
  const step = duration(unit, 1);
  const last = local(end - 1, timezone).toPlainDate();
  const first = firstDateOf(local(start, timezone).toPlainDate(), unit);
  let date = first;
  for (let i = 0; i < before; i++) date = date.subtract(step);
  const days: string[] = [];
  const bounds = [startOf(date, timezone)];
  const take = () => {
    days.push(date.toString());
    date = date.add(step);
    bounds.push(startOf(date, timezone));
  };
  for (let i = 0; i < before; i++) take();
  let told = 0;
  for (; date.since(last).sign <= 0; told++) {
    if (told === most)
      throw new BadRequest({
        interval: `${unit} cuts this range into more than ${most} periods, which is the most; take ${unit === 'month' ? 'a shorter range' : 'a longer interval, or a shorter range'}`,
      });
    take();
  }
  for (let i = 0; i < after; i++) take();
  return { days, bounds: Float64Array.from(bounds), told };
}

/**
 * The days of a range that have begun.
 *
 * @throws BadRequest for more days than can be told
 */
export function daysOf(query: Pick<RangeQuery, 'period'>, range: Range, now: number, beside: Beside): Grid {
  const { start, end } = range;
  if (end - start > (MOST_DAYS + 0.5) * DAY)
    throw new BadRequest({
      [query.period === undefined ? 'startDate' : 'period']:
        `asks about more than ${MOST_DAYS} days, which is the most; take a shorter range`,
    });
  // What lies ahead is no day.
  const until = Math.max(start + 1, Math.min(end, now + 1));
  return gridOf({ ...range, end: until }, 'day', { ...beside, most: MOST_DAYS + 1 });
}
