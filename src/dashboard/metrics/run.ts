import type { Meta } from '../../contract/common.ts';
import type { Unit } from '../format/number.ts';
import type { Category } from './categories.ts';
import type { Opens } from './opens.ts';

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
  /** The whole range's number and what it is compared to. */
  readonly total: { readonly current: number; readonly previous: number | null };
  readonly meta: Meta;
  /** What the whole range's number counted. */
  readonly opens?: Opens | undefined;
  /** Only that one can be listed, not a bucket's. */
  readonly whole?: true | undefined;
}

/** The numbers of one series among the points of a report. */
export function pointsOf<Name extends string>(
  series: readonly ({ start: string; end: string } & Readonly<Record<Name, number | null>>)[],
  name: Name,
): RunPoint[] {
  return series.map((point) => ({ start: point.start, end: point.end, value: point[name] }));
}

/** What a stock was after each bucket, counted back from its last by what each of them added. */
export function stockOf(last: number, flow: readonly (number | null)[]): number[] {
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
