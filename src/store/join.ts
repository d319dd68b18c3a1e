import { type FunnelPart, funnelOf } from './funnel-tally.ts';
import { joinedPaths } from './paths-tally.ts';
import type { Answers, Question } from './question.ts';
import type { PathsAnswer } from './questions/paths.ts';
import type { Steps } from './steps.ts';
import { addTo } from './sums.ts';

/** What those found who walked side by side, each over some of the users. */
export interface JoinInput {
  readonly questions: readonly Question[];
  /** By who walked, what was found of each question: a sink's part. */
  readonly parts: readonly (readonly unknown[])[];
}

type Answer = Answers[keyof Answers];

/**
 * Whether an answer is known from parts that tell of some of the users each. Lists have an order, cells don't stand in one,
 * and whoever begins without an activity is known to every part.
 */
export const joins = (q: Question): boolean =>
  q.sink !== 'cells' &&
  q.sink !== 'crowds' &&
  !('list' in q && q.list) &&
  !('begins' in q && q.sink === 'firstUse' && q.begins);

export function* joinSteps({ questions, parts }: JoinInput): Steps<Answer[]> {
  const answers: Answer[] = [];
  for (const [i, q] of questions.entries())
    answers.push(
      yield* joined(
        q,
        parts.map((part) => part[i]),
      ),
    );
  return answers;
}

function* joined(q: Question, parts: readonly unknown[]): Steps<Answer> {
  if (q.sink === 'funnel') return funnelOf(q, parts as FunnelPart[]);
  if (q.sink === 'paths') return joinedPaths(parts as PathsAnswer[], q);
  const [whole, ...others] = parts as Answer[];
  for (const other of others) yield* addTo(whole!, other);
  return whole!;
}
