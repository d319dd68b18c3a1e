import { createOrdered } from './ordered.ts';
import { createPaths } from './paths-tally.ts';
import { createWays } from './paths-tries.ts';
import type { PathsAnswer, PathsQuestion } from './questions/paths.ts';
import { roomFor, type Sink } from './sink.ts';

/** Tells which way each user's activities went. */
export function pathsSink(q: PathsQuestion, highest: number): Sink<PathsAnswer> {
  const room = roomFor(q.places, highest);
  const tally = createPaths(q, room);
  const ways = createWays(q, room, tally.add);
  return {
    ...createOrdered(q, q.passes, ways.meet),
    held: ways.held,
    endGroup: ways.end,
    answer: tally.answer,
  };
}
