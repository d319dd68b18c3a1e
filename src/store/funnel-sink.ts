import { createTally } from './funnel-tally.ts';
import { createTries } from './funnel-tries.ts';
import { INTERNAL } from './numbers.ts';
import type { FunnelAnswer, FunnelQuestion } from './question.ts';
import { isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';

/** Whether a kind is anything to a funnel. */
export const countsInFunnel = (q: FunnelQuestion, kind: number): boolean =>
  q.passes[kind] === 1 && (q.order === 'strict' || q.steps[kind] !== 0 || q.excluded[kind] !== 0);

/** Tells tries of each user's activities, in their order. */
export function funnelSink(q: FunnelQuestion, highest: number): Sink<FunnelAnswer> {
  const tally = createTally(q);
  const tries = createTries(q, roomFor(q.places, highest), tally.add);
  const { start, end } = q.span;
  const counting = Uint8Array.from(q.passes, (_, kind) => (countsInFunnel(q, kind) ? 1 : 0));
  let counts: Uint8Array = new Uint8Array(0);
  let internal: Uint8Array | null = null;
  let ranks: Int32Array = new Int32Array(0);
  let numbers: Int32Array = new Int32Array(0);
  let kept = false;
  /** Positions of the rows that count. */
  let order = new Int32Array(1024);
  return {
    open(source, kinds) {
      kept = source.kept;
      numbers = kinds;
      counts = local(counting, kinds, 0);
      internal = q.internal && local(q.internal, kinds, 0);
      ranks = local(q.ranks, kinds, 0);
    },
    wants: (no, mark, first, last) =>
      !kept && isPerson(mark, q.internal) && last >= start && first < end && placeOf(q.places, no) >= 0,
    rows(no, mark, { at, kinds }, length) {
      const theirs = mark === INTERNAL ? internal : null;
      if (order.length < length) order = new Int32Array(length * 2);
      let found = 0;
      for (let i = 0; i < length; i++) {
        const kind = kinds[i]!;
        const instant = at[i]!;
        if (counts[kind] === 0 || instant < start || instant >= end || (theirs && theirs[kind] === 0))
          continue;
        let place = found++;
        for (; place > 0; place--) {
          const before = order[place - 1]!;
          if (at[before] !== instant || ranks[kinds[before]!]! <= ranks[kind]!) break;
          order[place] = before;
        }
        order[place] = i;
      }
      if (found === 0) return;
      const place = placeOf(q.places, no);
      for (let i = 0; i < found; i++) tries.meet(place, at[order[i]!]!, numbers[kinds[order[i]!]!]!);
    },
    answer() {
      tries.end();
      return tally.answer();
    },
  };
}
