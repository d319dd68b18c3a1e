import type { Asked } from './asked.ts';

/** On how many days people are there. */
export interface StickinessQuestion extends Asked {
  readonly sink: 'stickiness';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities by which somebody is there. Null: every activity is one. */
  readonly passes: Uint8Array | null;
  /** First instants of days, ascending, and the end of the last. */
  readonly days: Float64Array;
  /** Asks, by the day that they end with, how many were there on any of so many days in a row. */
  readonly lengths: readonly number[];
  /** Days of a window; one follows another. */
  readonly of: number;
  /** Which day is the first of a window. */
  readonly from: number;
  /** Asks who was there on `least` to `most` of the days from one to another, which is left out; on one at least. */
  readonly list: {
    readonly start: number;
    readonly end: number;
    readonly least: number;
    readonly most: number;
  } | null;
}

export interface StickinessAnswer {
  /** By length, each by day; what is before the first day is told of nobody. */
  readonly distinct: readonly Float64Array[];
  /** At `window * of + n - 1`: who was there on `n` days of a window. */
  readonly times: Float64Array;
  /** Places of users. */
  readonly list: Int32Array | null;
}
