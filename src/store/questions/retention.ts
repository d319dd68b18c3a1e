import type { Asked } from './asked.ts';

/**
 * Who came back after they began. Somebody is in the cohort of the period of the first beginning of all that the span tells,
 * or in that of each period with one; then it is told in which later periods they came back.
 */
export interface RetentionQuestion extends Asked {
  readonly sink: 'retention';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for what is a beginning. Null: every activity is one. */
  readonly starts: Uint8Array | null;
  /** By kind: 1 for what is a return. Null: every activity is one. */
  readonly returns: Uint8Array | null;
  /** First instants of periods, ascending, and the end of the last. */
  readonly periods: Float64Array;
  /** So many of the first periods are cohorts. */
  readonly cohorts: number;
  /** Each counts once, by the first beginning; else in each period with one. */
  readonly first: boolean;
  /** Whoever came back in a period counts in all after it, too. */
  readonly by: boolean;
  /** Asks who came back in period `n` after a cohort's, or who didn't. */
  readonly list: { readonly cohort: number; readonly n: number; readonly came: boolean } | null;
}

export interface RetentionAnswer {
  /** At `cohort * periods + n`: how many came back in period `n` after their own; all of the cohort at 0. */
  readonly cells: Float64Array;
  /** Places of users. */
  readonly list: Int32Array | null;
}
