import type { Meta } from '../../contract/common.ts';
import { progressOf } from '../data/unfinished.ts';
import type { Unit } from '../format/number.ts';
import type { Category } from './categories.ts';
import type { Opens } from './opened/opens.ts';

export interface RunPoint {
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  readonly value: number | null;
}

/** One series of a report with its comparison by position: what the chart, its read-out and its table show. */
export interface Run {
  readonly label: string;
  readonly category: Category;
  readonly definition: string;
  readonly unit: Unit;
  readonly points: readonly RunPoint[];
  /** Empty without a comparison. */
  readonly before: readonly RunPoint[];
  /** What the unfinished bucket is compared with, where that is a part of its fellow in `before`; its value is null until it is known. */
  readonly part: RunPoint | null;
  /** The whole range's number and what it is compared to. */
  readonly total: { readonly current: number; readonly previous: number | null };
  readonly meta: Meta;
  /** What the whole range's number counted. */
  readonly opens?: Opens | undefined;
  /** Only that one can be listed, not a bucket's. */
  readonly whole?: true | undefined;
}

/** The numbers of one series among the points of a report; null in what lay ahead when it was computed. */
export function pointsOf<Name extends string>(
  series: readonly ({ start: string; end: string } & Readonly<Record<Name, number | null>>)[],
  name: Name,
  computedAt?: string,
): RunPoint[] {
  return series.map((point) => {
    const ahead = computedAt !== undefined && progressOf(point, computedAt) === 'ahead';
    return { start: point.start, end: point.end, value: ahead ? null : point[name] };
  });
}

/** The values of buckets that are over: what is under way would look like a fall. */
export const wholeValues = (points: readonly RunPoint[], { computedAt }: Pick<Meta, 'computedAt'>) =>
  points.filter((point) => progressOf(point, computedAt) === 'over').map(({ value }) => value);

/** A stock after each bucket that has begun, counted back from what it is now. */
export const stockRun = (
  now: number,
  points: readonly RunPoint[],
  { computedAt }: Pick<Meta, 'computedAt'>,
) =>
  stockOf(
    now,
    points.filter((point) => progressOf(point, computedAt) !== 'ahead').map(({ value }) => value),
  );

/** What a stock was after each bucket, counted back from its last by what each of them added. */
function stockOf(last: number, flow: readonly (number | null)[]): number[] {
  let stock = last;
  return [...flow]
    .reverse()
    .map((added) => {
      const here = stock;
      stock -= added ?? 0;
      return here;
    })
    .reverse();
}
