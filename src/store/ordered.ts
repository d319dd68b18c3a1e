import { INTERNAL } from './numbers.ts';
import type { FunnelQuestion } from './questions/funnel.ts';
import type { PathsQuestion } from './questions/paths.ts';
import { isPerson, local, placeOf, type Sink } from './sink.ts';

type Asked = Pick<FunnelQuestion | PathsQuestion, 'span' | 'places' | 'internal' | 'ranks'>;

/**
 * Meets what people did one after another: by instant, and of one instant by rank. What is kept of removed log has no order.
 *
 * @param counting by kind: 1 for what is met
 */
export function createOrdered(
  q: Asked,
  counting: Uint8Array,
  meet: (user: number, instant: number, kind: number) => void,
): Pick<Sink, 'open' | 'wants' | 'rows'> {
  const { start, end } = q.span;
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
      for (let i = 0; i < found; i++) meet(place, at[order[i]!]!, numbers[kinds[order[i]!]!]!);
    },
  };
}
