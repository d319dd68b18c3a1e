import { joinSteps, joins } from '../join.ts';
import { finish } from '../steps.ts';
import { type WalkInput, walk } from '../walk.ts';

/** What a walk answers, in the ways that it can be gone: alone, and where that can be, by two who share the users out. */
export function walked(input: WalkInput, group?: Parameters<typeof walk>[1]): unknown[][] {
  const alone = finish(walk(input, group));
  if (!input.questions.every(joins)) return [alone];
  const turns = new Int32Array(1);
  const sharers = [true, false].map((first) => walk({ ...input, shared: { turns, first } }, group));
  const parts: unknown[][] = [];
  // Step by step by turns, so that each has some of the groups.
  for (let left = sharers.length; left > 0; )
    for (const [i, sharer] of sharers.entries()) {
      const step = sharer.next();
      if (!step.done || parts[i]) continue;
      parts[i] = step.value;
      left--;
    }
  return [alone, finish(joinSteps({ questions: input.questions, parts }))];
}
