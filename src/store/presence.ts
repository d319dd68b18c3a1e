import { createBits } from './bits.ts';
import { INTERNAL } from './numbers.ts';
import { createPeriods } from './periods.ts';
import { isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';
import type { Stretch } from './stretch.ts';

interface Asked {
  readonly span: Stretch;
  readonly places: Int32Array | null;
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities by which somebody is there. Null: every activity is one. */
  readonly passes: Uint8Array | null;
}

export interface Presence {
  readonly told: Pick<Sink, 'counting' | 'held' | 'open' | 'wants' | 'rows'>;
  readonly room: number;
  /** Writes the periods in which somebody was there, ascending; returns how many these are. */
  list(place: number, into: Int32Array): number;
  /** Whether somebody was there before the first period. */
  before(place: number): boolean;
}

/** Notes in which periods each user was there, in whatever order that is told. */
export function createPresence(q: Asked, starts: Float64Array, highest: number): Presence {
  const room = roomFor(q.places, highest);
  const count = starts.length - 1;
  const there = createBits(room, count);
  const periods = createPeriods(starts);
  const before = new Uint8Array(room);
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  const mark = (place: number, period: number) => {
    if (period < 0) before[place] = 1;
    else if (period < count) there.set(place, period);
  };
  const known = (place: number, period: number) =>
    period < 0 ? before[place] === 1 : period >= count || there.has(place, period);
  return {
    room,
    list: there.list,
    before: (place) => before[place] === 1,
    told: {
      counting: q.passes,
      held: there.held,
      open(source, kinds) {
        periods.open(source);
        passes = q.passes && local(q.passes, kinds, 0);
        internal = q.internal && local(q.internal, kinds, 0);
      },
      wants(no, who, from, until) {
        const place = placeOf(q.places, no);
        if (!isPerson(who, q.internal) || until < start || from >= end || place < 0) return false;
        const period = periods.of(from);
        if (until >= periods.endOf(period)) return true;
        if (known(place, period)) return false;
        if (passes || who === INTERNAL || from < start || until >= end) return true;
        mark(place, period);
        return false;
      },
      rows(no, who, { at, kinds }, length) {
        const place = placeOf(q.places, no);
        const theirs = who === INTERNAL ? internal : null;
        // What was marked says nothing more until it ends: rows come by instant.
        let next = start;
        for (let i = 0; i < length; i++) {
          const instant = at[i]!;
          if (instant < next) continue;
          if (instant >= end) break;
          const kind = kinds[i]!;
          if ((passes && passes[kind] === 0) || (theirs && theirs[kind] === 0)) continue;
          const period = periods.of(instant);
          mark(place, period);
          next = periods.endOf(period);
        }
      },
    },
  };
}
