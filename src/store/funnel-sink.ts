import { createTally, funnelOf } from './funnel-tally.ts';
import { createTries } from './funnel-tries.ts';
import { createOrdered } from './ordered.ts';
import type { FunnelAnswer, FunnelQuestion } from './questions/funnel.ts';
import { roomFor, type Sink } from './sink.ts';

/** Whether a kind is anything to a funnel. */
export const countsInFunnel = (q: FunnelQuestion, kind: number): boolean =>
  q.passes[kind] === 1 && (q.order === 'strict' || q.steps[kind] !== 0 || q.excluded[kind] !== 0);

/** Tells tries of each user's activities, in their order. */
export function funnelSink(q: FunnelQuestion, highest: number): Sink<FunnelAnswer> {
  const tally = createTally(q);
  const tries = createTries(q, roomFor(q.places, highest), tally.add);
  const ordered = createOrdered(
    q,
    Uint8Array.from(q.passes, (_, kind) => (countsInFunnel(q, kind) ? 1 : 0)),
    tries.meet,
  );
  return {
    ...ordered,
    held: tries.held,
    endGroup: tries.end,
    part: tally.part,
    answer: () => funnelOf(q, [tally.part()]),
  };
}
