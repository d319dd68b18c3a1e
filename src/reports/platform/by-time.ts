import { dayOf } from '../../db/days.ts';
import { bucketsOf } from '../range/buckets.ts';
import type { Range } from '../range/period.ts';

/** What people are told apart by who stand in a row of their week or month. */
export type ByTime = 'week' | 'month';

export const isByTime = (by: string): by is ByTime => by === 'week' || by === 'month';

/** First days of the weeks or months of a range, cut to it. */
export const keysOf = (range: Range, by: ByTime): string[] =>
  bucketsOf(range, by, range.timezone).map(({ start }) => dayOf(start, range.timezone));
