import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';

/** Sums by bucket and group of kinds, of all accounts and of the internal ones among them. */
export interface TotalsQuestion extends Asked {
  readonly sink: 'totals';
  /** Ascending, not overlapping, inside of the span. */
  readonly buckets: readonly Stretch[];
  /** By kind, -1 for those that are left out. */
  readonly groups: Int32Array;
  readonly size: number;
}

export interface TotalsAnswer {
  /** At `bucket * size + group`. */
  readonly all: Float64Array;
  readonly internal: Float64Array;
}
