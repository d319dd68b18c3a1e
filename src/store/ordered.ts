import { INTERNAL } from './numbers.ts';
import type { FunnelQuestion } from './questions/funnel.ts';
import type { PathsQuestion } from './questions/paths.ts';
import { isPerson, local, placeOf, type Sink } from './sink.ts';

type Asked = Pick<FunnelQuestion | PathsQuestion, 'span' | 'places' | 'internal' | 'ranks'>;

/**
 * What one person did, in order: `count` of each, both overwritten afterwards.
 *
 * @param kinds by their numbers
 */
export type Meet = (user: number, at: Float64Array, kinds: Int32Array, count: number) => void;

/** Meets one activity after another. */
export const oneByOne =
  (meet: (user: number, instant: number, kind: number) => void): Meet =>
  (user, at, kinds, count) => {
    for (let i = 0; i < count; i++) meet(user, at[i]!, kinds[i]!);
  };

/**
 * Meets what people did one after another: by instant, and of one instant by rank. What is kept of removed log has no order.
 *
 * @param counting by kind: 1 for what is met
 */
export function createOrdered(
  q: Asked,
  counting: Uint8Array,
  meet: Meet,
): Pick<Sink, 'counting' | 'open' | 'wants' | 'rows'> {
  const { start, end } = q.span;
  let counts: Uint8Array = new Uint8Array(0);
  let internal: Uint8Array | null = null;
  let ranks: Int32Array = new Int32Array(0);
  let numbers: Int32Array = new Int32Array(0);
  let kept = false;
  /** Of the rows that count. */
  let [times, own] = [new Float64Array(1024), new Int32Array(1024)];
  return {
    counting,
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
      if (own.length < length) {
        times = new Float64Array(length * 2);
        own = new Int32Array(length * 2);
      }
      let found = 0;
      for (let i = 0; i < length; i++) {
        const kind = kinds[i]!;
        const instant = at[i]!;
        if (counts[kind] === 0 || instant < start || instant >= end || (theirs && theirs[kind] === 0))
          continue;
        let place = found++;
        for (; place > 0 && times[place - 1] === instant; place--) {
          const before = own[place - 1]!;
          if (ranks[before]! <= ranks[kind]!) break;
          own[place] = before;
        }
        times[found - 1] = instant;
        own[place] = kind;
      }
      if (found === 0) return;
      for (let i = 0; i < found; i++) own[i] = numbers[own[i]!]!;
      meet(placeOf(q.places, no), times, own, found);
    },
  };
}
