import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';

/** Sums by bucket, group of kinds and user, those that are zero left out. */
export interface CellsQuestion extends Asked {
  readonly sink: 'cells';
  readonly buckets: readonly Stretch[];
  readonly groups: Int32Array;
  /** Users are told apart, and nobody is left out. */
  readonly byUser: boolean;
  /** So many cells are told of at most. Without it as many as there are. */
  readonly most?: number;
}

export interface CellsAnswer {
  /** There are more than were asked for at most; which ones are left out is by chance. */
  readonly more: boolean;
  readonly length: number;
  readonly buckets: Int32Array;
  readonly groups: Int32Array;
  /** Places of users; -1 without `byUser`. */
  readonly users: Int32Array;
  readonly internal: Uint8Array;
  readonly counts: Float64Array;
}
