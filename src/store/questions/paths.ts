import type { Stretch } from '../stretch.ts';
import type { Asked } from './asked.ts';

/**
 * Which way people went from an activity on, or towards it: the steps after it or before it, as far as a visit and a window
 * go. Each activity of a kind that is an anchor begins a try in the range, or each visit with its start, and towards its end.
 *
 * What isn't in the log any more has no order: of what is kept nothing counts.
 */
export interface PathsQuestion extends Asked {
  readonly sink: 'paths';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities that count. Each of them is a step. */
  readonly passes: Uint8Array;
  /** By kind: 1 for what tries begin with. Null: with the start of a visit, or its end. */
  readonly anchors: Uint8Array | null;
  /** By kind: which step it is. */
  readonly nodes: Int32Array;
  /** Higher than every step. */
  readonly width: number;
  /** By kind: which of those of one instant comes first. */
  readonly ranks: Int32Array;
  /** Steps that are told at most. */
  readonly size: number;
  /** Steps before, the nearest first; else those after. */
  readonly before: boolean;
  /** The same step again, directly, is no further one, and begins no try beside that of the first. */
  readonly folds: boolean;
  /** Each try counts; else the first of each person. */
  readonly every: boolean;
  /** Milliseconds without activity that end a visit if they are exceeded. */
  readonly gap: number;
  /** Milliseconds between the beginning and a step at most. */
  readonly window: number;
  /** Tries begin in it. The span goes on for as long as a window, and as the gap where visits are told. */
  readonly begins: Stretch;
  /** A try whose visit or window goes on until later isn't over. */
  readonly now: number;
  /** Asks for the tries of a way: all of them, those that ended there, or those that went on with one of some steps. */
  readonly list: { readonly path: readonly number[]; readonly next: Uint8Array | 'any' | 'none' } | null;
}

export interface PathsAnswer {
  /** Places of the ways that end one step earlier, which come before; -1 for the first, where no step is taken yet. */
  readonly parents: Int32Array;
  /** Which step was the last. */
  readonly nodes: Int32Array;
  /** Tries that went this way, however they went on. */
  readonly tries: Float64Array;
  /** Different people among them. */
  readonly people: Float64Array;
  /** Tries that went no further, though steps were left. */
  readonly ended: Float64Array;
  /** Those among them that may still go on. */
  readonly open: Float64Array;
  readonly list: PathTries | null;
}

/** Tries, each with its own place in every array. */
export interface PathTries {
  readonly length: number;
  /** Places of users. */
  readonly users: Int32Array;
  /** Instants of their beginnings. */
  readonly began: Float64Array;
  /** At `try * size + i`: the step; -1 behind the last. */
  readonly steps: Int32Array;
  /** At `try * size + i`: its instant; NaN behind the last. */
  readonly times: Float64Array;
}
