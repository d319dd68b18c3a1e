import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';

/** In which order steps have to come: one after another with anything between them, with nothing between them, or any. */
export type StepOrder = 'sequence' | 'strict' | 'any';

/**
 * How far people got through steps. A try begins with the first step (in any order: with any of them) and has a window
 * for the others. A person counts by the try that got furthest; of as far ones by the one that got there first, and its
 * times are the latest that lead there. Where every try counts, the next begins after one has ended.
 *
 * What isn't in the log any more has no order: of what is kept nothing counts.
 */
export interface FunnelQuestion extends Asked {
  readonly sink: 'funnel';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities that count. Without any others between them, steps are strictly in order. */
  readonly passes: Uint8Array;
  /** By kind: bit `i` for what is step `i`. */
  readonly steps: Int32Array;
  /** By kind: bit `i` for what mustn't come between step `i` and the next; in any order any bit, between first and last. */
  readonly excluded: Int32Array;
  /** By kind: which of those of one instant comes first. */
  readonly ranks: Int32Array;
  /** How many steps there are, 2 to 10. */
  readonly size: number;
  readonly order: StepOrder;
  readonly every: boolean;
  /** Milliseconds from the first step to the last at most. */
  readonly window: number;
  /** Tries begin in it. The span goes on for as long as a window. */
  readonly begins: Stretch;
  /** Ascending, not overlapping: of tries that begin in one it is told apart. */
  readonly buckets: readonly Stretch[];
  /** By kind of the activity that a try begins with. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  /** A try whose window ends later may still go on. */
  readonly now: number;
  /** Asks for the tries that got from one step to another at most, of one group or of all. */
  readonly list: { readonly from: number; readonly to: number; readonly group: number | null } | null;
}

export interface FunnelAnswer {
  /** At `group * size + step`: tries that got to a step and no further. */
  readonly ended: Float64Array;
  /** At `bucket * size + step`: the same by when they began. */
  readonly series: Float64Array;
  /** At `group * size + step`: those among them that may still go on. */
  readonly open: Float64Array;
  /**
   * Milliseconds from the step before, at its place; from the first step to the last at place 0. NaN where nobody got
   * there. By group, and behind them of all groups where there are several.
   */
  readonly median: Float64Array;
  /** So long took nine of ten, or less. */
  readonly p90: Float64Array;
  readonly list: FunnelTries | null;
}

/** Tries, each with its own place in every array. */
export interface FunnelTries {
  readonly length: number;
  /** Places of users. */
  readonly users: Int32Array;
  /** Steps that were reached, from 1. */
  readonly reached: Uint8Array;
  readonly groups: Int32Array;
  /** At `try * size + step`: its instant; NaN for those that weren't reached. */
  readonly times: Float64Array;
}
