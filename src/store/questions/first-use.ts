import type { Asked } from './asked.ts';

/** What became of somebody who began: back on a later day, not yet though there was time, or there wasn't time enough. */
export const BEGINNERS = ['stayed', 'left', 'open'] as const;

export type BeginnerState = (typeof BEGINNERS)[number];

/**
 * What people do first after they begin, and whether they stay. Somebody begins with the first activity of all that the
 * span tells, or when the question says so, on one of the first days. Day `length` after it is the first on which being
 * there is staying.
 *
 * What isn't in the log any more has no order: where people begin, and until they may have stayed, it mustn't count.
 */
export interface FirstUseQuestion extends Asked {
  readonly sink: 'firstUse';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities that count. Null: every activity does. */
  readonly passes: Uint8Array | null;
  /** By kind: its group, -1 for none. Of groups of one instant the lower number comes first. */
  readonly groups: Int32Array;
  readonly groupCount: number;
  /** By place: when somebody begins, NaN for whoever doesn't. Null: with the first activity. */
  readonly begins: Float64Array | null;
  /** First instants of days, ascending, and the end of the last: `length` more than somebody can begin on. */
  readonly days: Float64Array;
  /** Days from the one of the beginning on in which what is done is told. */
  readonly length: number;
  /** Whose first day of staying isn't over by then still has time. */
  readonly now: number;
  /** Asks who is in a number: of a group (-1: those of none), or of all; by what came first, or by all that was used. */
  readonly list: {
    readonly group: number | null;
    readonly by: 'first' | 'used';
    readonly state: BeginnerState | null;
  } | null;
}

export interface FirstUseAnswer {
  /** By state: who began. */
  readonly all: Float64Array;
  /** At `group * states + state`, and behind the groups those of none: whose first it was. */
  readonly first: Float64Array;
  /** Likewise: who used it in those days; behind the groups those who used none. */
  readonly used: Float64Array;
  readonly list: {
    readonly length: number;
    /** Places of users, the latest beginning first. */
    readonly users: Int32Array;
    readonly began: Float64Array;
    /** -1 for none. */
    readonly first: Int32Array;
    /** When that was; NaN for none. */
    readonly at: Float64Array;
    /** Places among the states. */
    readonly states: Uint8Array;
  } | null;
}
