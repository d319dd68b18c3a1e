import { QUARTER } from '../db/milliseconds.ts';
import type { Stretch } from './stretch.ts';

/**
 * What is asked of activity, as plain data that can be handed to a worker. Each is answered by a sink, which is
 * told of everybody's rows and adds up what it was asked for.
 *
 * Arrays `by kind` are indexed by a kind's number, those `by number` by a user's.
 */
export type Question =
  | PeopleQuestion
  | TotalsQuestion
  | DistinctQuestion
  | CellsQuestion
  | CrowdsQuestion
  | FunnelQuestion
  | RetentionQuestion
  | LifecycleQuestion
  | StickinessQuestion
  | RhythmQuestion
  | FirstUseQuestion
  | PathsQuestion
  | SplitQuestion;

interface Asked {
  /** Only rows of this time. */
  readonly span: Stretch;
  /** By number: the place of a user in the answer, -1 for whom isn't asked about. Null: everybody, by number. */
  readonly places: Int32Array | null;
}

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

/** Sums by bucket and group of kinds, of all accounts and of the internal ones among them. */
export interface TotalsQuestion extends Asked {
  readonly sink: 'totals';
  /** Ascending, not overlapping, inside of the span. */
  readonly buckets: readonly Stretch[];
  /** By kind, -1 for those that are left out. */
  readonly groups: Int32Array;
  readonly size: number;
}
export interface TotalsAnswer {
  /** At `bucket * size + group`. */
  readonly all: Float64Array;
  readonly internal: Float64Array;
}

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

/** Sums by bucket, group of kinds and user, those that are zero left out. */
export interface CellsQuestion extends Asked {
  readonly sink: 'cells';
  readonly buckets: readonly Stretch[];
  readonly groups: Int32Array;
  /** Users are told apart, and nobody is left out. */
  readonly byUser: boolean;
  /** So many cells are told of at most. Without it as many as there are. */
  readonly most?: number;
}
export interface CellsAnswer {
  /** There are more than were asked for at most; which ones are left out is by chance. */
  readonly more: boolean;
  readonly length: number;
  readonly buckets: Int32Array;
  readonly groups: Int32Array;
  /** Places of users; -1 without `byUser`. */
  readonly users: Int32Array;
  readonly internal: Uint8Array;
  readonly counts: Float64Array;
}

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

/**
 * Who came back after they began. Somebody is in the cohort of the period of the first beginning of all that the span tells,
 * or in that of each period with one; then it is told in which later periods they came back.
 */
export interface RetentionQuestion extends Asked {
  readonly sink: 'retention';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for what is a beginning. */
  readonly starts: Uint8Array;
  /** By kind: 1 for what is a return. */
  readonly returns: Uint8Array;
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

/** On how many days people are there. */
export interface StickinessQuestion extends Asked {
  readonly sink: 'stickiness';
  /** By kind: 1 for what counts of internal accounts. Null: they are no people. */
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities by which somebody is there. Null: every activity is one. */
  readonly passes: Uint8Array | null;
  /** First instants of days, ascending, and the end of the last. */
  readonly days: Float64Array;
  /** Asks, by the day that they end with, how many were there on any of so many days in a row. */
  readonly lengths: readonly number[];
  /** Days of a window; one follows another. */
  readonly of: number;
  /** Which day is the first of a window. */
  readonly from: number;
  /** Asks who was there on `least` to `most` of the days from one to another, which is left out; on one at least. */
  readonly list: {
    readonly start: number;
    readonly end: number;
    readonly least: number;
    readonly most: number;
  } | null;
}
export interface StickinessAnswer {
  /** By length, each by day; what is before the first day is told of nobody. */
  readonly distinct: readonly Float64Array[];
  /** At `window * of + n - 1`: who was there on `n` days of a window. */
  readonly times: Float64Array;
  /** Places of users. */
  readonly list: Int32Array | null;
}

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

export interface Answers {
  readonly split: SplitAnswer;
  readonly paths: PathsAnswer;
  readonly funnel: FunnelAnswer;
  readonly retention: RetentionAnswer;
  readonly lifecycle: LifecycleAnswer;
  readonly stickiness: StickinessAnswer;
  readonly rhythm: RhythmAnswer;
  readonly firstUse: FirstUseAnswer;
  readonly people: PeopleAnswer;
  readonly totals: TotalsAnswer;
  readonly distinct: DistinctAnswer;
  readonly cells: CellsAnswer;
  readonly crowds: CrowdsAnswer;
}
export type AnswerTo<Q extends Question> = Answers[Q['sink']];

/** A block or a part of what is kept, as far as it was read. */
export interface Source {
  /** No other bytes of this process have it: what their totals add up to is kept by it. Absent for what is read once. */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
  readonly kept: boolean;
  readonly data: Uint8Array | null;
  readonly totals: Uint8Array | null;
}

/** What of a source answers a question: what its totals add up to, its totals, its rows, or nothing. */
export type Part = 'sums' | 'totals' | 'data' | null;

export function partFor(q: Question, source: Pick<Source, 'start' | 'end'>): Part {
  if (source.end <= q.span.start || source.start >= q.span.end) return null;
  if (q.sink !== 'totals' || q.places) return 'data';
  const cuts = (ms: number) => ms > source.start && ms < source.end && ms % QUARTER !== 0;
  let part: Part = null;
  for (let i = endingAfter(q.buckets, source.start); i < q.buckets.length; i++) {
    const { start, end } = q.buckets[i]!;
    if (start >= source.end) break;
    if (start <= source.start && end >= source.end) return 'sums';
    if (cuts(start) || cuts(end)) return 'data';
    part = 'totals';
  }
  return part;
}

/** The first of ascending buckets that ends after an instant: there may be thousands, for each of many sources. */
function endingAfter(buckets: readonly Stretch[], instant: number): number {
  let [low, high] = [0, buckets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (buckets[middle]!.end <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
