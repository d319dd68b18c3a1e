import type { Asked } from './asked.ts';

/** When in the week something is done, and by how many. */
export interface RhythmQuestion extends Asked {
  readonly sink: 'rhythm';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities that count. Null: every activity does. */
  readonly passes: Uint8Array | null;
  /** First instants of stretches of time, ascending, and the end of the last. */
  readonly times: Float64Array;
  /** By stretch: the cell that it belongs to. */
  readonly cells: Int32Array;
  readonly cellCount: number;
  /** Asks who was there in a cell. */
  readonly list: { readonly cell: number } | null;
}

export interface RhythmAnswer {
  /** By cell: activities, those of erased users too, whose part of it is nobody's. */
  readonly activities: Float64Array;
  /** By cell, and behind them in any. */
  readonly people: Float64Array;
  readonly list: {
    /** Places of users, those with most activities first. */
    readonly users: Int32Array;
    /** Beside them: activities in the cell. */
    readonly activities: Float64Array;
  } | null;
}
