import type { Meta } from '../../contract/common.ts';
import { isDrawn, progressOf } from '../data/unfinished.ts';
import type { Unit } from '../format/number.ts';
import type { Category } from './categories.ts';
import type { NumberDef } from './numbers.ts';
import type { Opens } from './opened/opens.ts';

export interface RunPoint {
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  /** What began in it may still go on. */
  readonly unfinished?: boolean;
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
  /** Its numbers are what there was at each bucket's end. */
  readonly stock: boolean;
  readonly good: NumberDef['good'];
  /** The whole range's number and what it is compared to. */
  readonly total: { readonly current: number; readonly previous: number | null };
  readonly meta: Meta;
  /** What the whole range's number counted. */
  readonly opens?: Opens | undefined;
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

/**
 * What a card's line draws of a number whose buckets those are; of a stock, what it was after each that has begun. Nothing
 * where none of them is told, as a viewer isn't told of few people.
 */
export function lineOf(
  { stock }: Pick<NumberDef, 'stock'>,
  value: number,
  flow: readonly RunPoint[],
  meta: Pick<Meta, 'computedAt' | 'interval'>,
): (number | null)[] {
  const line = stock
    ? stockOf(value, flow)
        .filter((point) => progressOf(point, meta.computedAt) !== 'ahead')
        .map((point) => point.value)
    : wholeValues(flow, meta);
  return line.some((each) => each !== null) ? line : [];
}

/** The values of whole buckets: what is under way, or cut by the range, would look like a fall. */
const wholeValues = (points: readonly RunPoint[], meta: Pick<Meta, 'computedAt' | 'interval'>) =>
  points.filter((point) => isDrawn(point, meta)).map(({ value }) => value);

/** What a stock was after each bucket, counted back from its last by what each of them added. */
function stockOf(last: number, flow: readonly RunPoint[]): RunPoint[] {
  let stock = last;
  return [...flow]
    .reverse()
    .map((point) => {
      const value = point.value === null ? null : stock;
      stock -= point.value ?? 0;
      return { ...point, value };
    })
    .reverse();
}

interface RunInput {
  /** What each bucket of the range, and of its comparison, added. */
  readonly flow: readonly RunPoint[];
  readonly before: readonly RunPoint[];
  readonly part: RunPoint | null;
  readonly total: Run['total'];
  readonly meta: Meta;
  readonly currency?: string;
}

/** A number over the range as the chart takes it. */
export function runOf(def: NumberDef, { flow, before, part, total, meta, currency = '' }: RunInput): Run {
  const { label, category, definition, stock, good } = def;
  return {
    label,
    category,
    definition,
    stock,
    good,
    unit: unitOf(def, currency),
    points: stock ? stockOf(total.current, flow) : flow,
    before: stock ? stockOf(total.previous ?? 0, before) : before,
    part,
    total,
    meta,
    opens: opensOf(def, meta, currency),
  };
}

export const unitOf = ({ unit }: Pick<NumberDef, 'unit'>, currency: string): Unit =>
  unit === 'money' ? { kind: 'money', currency } : { kind: unit };

/** The list behind the whole range's number. */
export function opensOf(
  { opens, stock }: Pick<NumberDef, 'opens' | 'stock'>,
  { end }: Pick<Meta, 'end'>,
  currency = '',
): Opens {
  const list = typeof opens === 'function' ? opens(currency) : opens;
  return stock && list.kind === 'rows' ? { ...list, until: end } : list;
}
