import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';

/** Distinct users. */
export interface DistinctQuestion extends Asked {
  readonly sink: 'distinct';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  readonly buckets: readonly Stretch[];
  /** By kind: 1 for activities that count. Null: every activity does. */
  readonly passes: Uint8Array | null;
}

export interface DistinctAnswer {
  readonly total: number;
  /** By bucket. */
  readonly counts: Float64Array;
}
