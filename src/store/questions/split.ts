import type { Asked } from './asked.ts';

/**
 * A sum, and how it falls into parts: by groups of kinds, by cells of time, by user. Beside each part stands how much it
 * goes up and down by itself. For that, what one user does in a day is one event, whatever its size: it comes or it doesn't.
 */
export interface SplitQuestion extends Asked {
  readonly sink: 'split';
  /** By kind: 1 for what counts of internal accounts. */
  readonly internal: Uint8Array;
  /** By kind: what one row adds. */
  readonly weights: Int32Array;
  /** First instants of stretches of time, ascending, and the end of the last. */
  readonly times: Float64Array;
  /** By stretch: its day, and the cell that it belongs to. */
  readonly days: Int32Array;
  readonly cells: Int32Array;
  readonly cellCount: number;
  /** By kind: its group. */
  readonly groupings: readonly { readonly groups: Int32Array; readonly size: number }[];
}

/** At a part: its sum, and over the events in it those of x² and of x · the whole event. */
export interface SplitParts {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

export interface SplitAnswer {
  /** In the order of the question. */
  readonly groupings: readonly SplitParts[];
  readonly cells: SplitParts;
  /** By place of a user: sums and squares. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** What nobody did any more: that of erased users. */
  readonly nobody: { readonly sum: number; readonly squares: number };
}
