import type { Interval, Meta } from '../../contract/common.ts';

interface Bucket {
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  /** What began in it may still go on. */
  readonly unfinished?: boolean;
}

/** How far a bucket was when its number was computed. */
export function progressOf(
  { start, end, unfinished }: Bucket,
  computedAt: string,
): 'over' | 'open' | 'ahead' {
  if (end <= computedAt) return unfinished ? 'open' : 'over';
  return start <= computedAt ? 'open' : 'ahead';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** As long as an interval is at least, on days on which clocks change too. */
const LEAST: Readonly<Record<Interval, number>> = {
  hour: HOUR,
  day: 23 * HOUR,
  week: (7 * 24 - 1) * HOUR,
  month: (28 * 24 - 1) * HOUR,
};

/** Whether a bucket is as long as its interval: a range cuts its first and its last, which would look like a rise and a fall. */
export const isWhole = ({ start, end }: Bucket, { interval }: Pick<Meta, 'interval'>): boolean =>
  Date.parse(end) - Date.parse(start) >= LEAST[interval];

/** Whether a bucket's number can stand in a line beside others: it is over, and as long as they are. */
export const isDrawn = (bucket: Bucket, meta: Pick<Meta, 'computedAt' | 'interval'>): boolean =>
  progressOf(bucket, meta.computedAt) === 'over' && isWhole(bucket, meta);

/**
 * The part of a comparison's bucket that is as long as the unfinished one is so far, to the minute; null where none
 * is under way, or where the comparison was cut there already.
 *
 * @example // at 15:10 of a day, beside the day before
 * samePartOf(meta, points, before) // { start: '…-14T00:00:00.000Z', end: '…-14T15:10:00.000Z' }
 */
export function samePartOf(
  { computedAt }: Pick<Meta, 'computedAt'>,
  points: readonly Bucket[],
  before: readonly Bucket[],
): Bucket | null {
  const at = points.findIndex((bucket) => progressOf(bucket, computedAt) === 'open');
  const [open, other] = [points[at], before[at]];
  if (!open || !other) return null;
  const elapsed = Math.floor((Date.parse(computedAt) - Date.parse(open.start)) / MINUTE) * MINUTE;
  const end = Date.parse(other.start) + elapsed;
  if (elapsed === 0 || end >= Date.parse(other.end) - MINUTE) return null;
  return { start: other.start, end: new Date(end).toISOString() };
}
