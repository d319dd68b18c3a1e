import { QUARTER } from '../db/milliseconds.ts';
import type { CellsAnswer, CellsQuestion } from './questions/cells.ts';
import type { CrowdsAnswer, CrowdsQuestion } from './questions/crowds.ts';
import type { DistinctAnswer, DistinctQuestion } from './questions/distinct.ts';
import type { FirstUseAnswer, FirstUseQuestion } from './questions/first-use.ts';
import type { FunnelAnswer, FunnelQuestion } from './questions/funnel.ts';
import type { LifecycleAnswer, LifecycleQuestion } from './questions/lifecycle.ts';
import type { PathsAnswer, PathsQuestion } from './questions/paths.ts';
import type { PeopleAnswer, PeopleQuestion } from './questions/people.ts';
import type { RetentionAnswer, RetentionQuestion } from './questions/retention.ts';
import type { RhythmAnswer, RhythmQuestion } from './questions/rhythm.ts';
import type { SplitAnswer, SplitQuestion } from './questions/split.ts';
import type { StickinessAnswer, StickinessQuestion } from './questions/stickiness.ts';
import type { TotalsAnswer, TotalsQuestion } from './questions/totals.ts';
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
  if (q.sink !== 'totals' || q.places || q.only) return 'data';
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
