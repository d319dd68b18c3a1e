import type { Asked } from './asked.ts';

/** What somebody is in a period: there for the first time, as in the one before, again after a pause, or no more. */
export const LIFECYCLE = ['new', 'returning', 'resurrected', 'dormant'] as const;

export type LifecycleState = (typeof LIFECYCLE)[number];

/** Of each period but the first: who is there, by whether they were before, and who isn't any more. */
export interface LifecycleQuestion extends Asked {
  readonly sink: 'lifecycle';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities by which somebody is there. Null: every activity is one. */
  readonly passes: Uint8Array | null;
  /** First instants of periods, ascending, and the end of the last. What the span tells before them was before. */
  readonly periods: Float64Array;
  /** Asks who is what in a period, from 1. */
  readonly list: { readonly period: number; readonly state: LifecycleState } | null;
}

export interface LifecycleAnswer {
  /** At `(period - 1) * states + state`. */
  readonly counts: Float64Array;
  /** Places of users. */
  readonly list: Int32Array | null;
}
