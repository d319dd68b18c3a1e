import type { Asked } from './asked.ts';

/** Numbers of each user. */
export interface PeopleQuestion extends Asked {
  readonly sink: 'people';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities that count. */
  readonly passes: Uint8Array;
  /** For each column by kind: what one row adds. */
  readonly weights: readonly Int32Array[];
  /** Asks for the last instant of what passes. */
  readonly last?: boolean;
  /** Asks on how many of these days something passed: first instants, ascending, and the end of the last. */
  readonly days?: Float64Array;
}

export interface PeopleAnswer {
  readonly activities: Float64Array;
  readonly columns: readonly Float64Array[];
  /** Milliseconds since 1970; 0 for nothing. */
  readonly last: Float64Array | null;
  readonly days: Int32Array | null;
}
