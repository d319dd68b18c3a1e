import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';
import type { CellsAnswer } from './cells.ts';

/** People who are told of each cell: enough to see whether some cells together are of as many. */
export const CROWD = 5;

/** Cells, and who is in them. */
export interface CrowdsQuestion extends Asked {
  readonly sink: 'crowds';
  readonly buckets: readonly Stretch[];
  readonly groups: Int32Array;
  /** By group: 1 where internal accounts count. */
  readonly staff: Uint8Array;
}

export interface CrowdsAnswer {
  readonly cells: CellsAnswer;
  /** Of each cell `CROWD` places for users by number: all of them where they are fewer, then 0; else any. */
  readonly crowds: Int32Array;
}
