import { INTERNAL } from './numbers.ts';
import { after, isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';
import type { Stretch } from './stretch.ts';

interface Asked {
  readonly span: Stretch;
  readonly places: Int32Array | null;
  readonly internal: Uint8Array | null;
  /** By kind: 1 for activities by which somebody is there. Null: every activity is one. */
  readonly passes: Uint8Array | null;
}

export interface Presence extends Pick<Sink, 'open' | 'wants' | 'rows'> {
  readonly room: number;
  has(place: number, period: number): boolean;
  /** Whether somebody was there before the first period. */
  before(place: number): boolean;
}

/** Notes in which periods each user was there, in whatever order that is told. */
export function createPresence(q: Asked, periods: Float64Array, highest: number): Presence {
  const room = roomFor(q.places, highest);
  const count = periods.length - 1;
  const bytes = Math.ceil(count / 8);
  const there = new Uint8Array(room * bytes);
  const before = new Uint8Array(room);
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  const endOf = (period: number) => periods[period + 1] ?? Number.POSITIVE_INFINITY;
  const has = (place: number, period: number) =>
    ((there[place * bytes + (period >> 3)]! >> (period & 7)) & 1) === 1;
  const mark = (place: number, period: number) => {
    if (period < 0) before[place] = 1;
    else if (period < count) there[place * bytes + (period >> 3)]! |= 1 << (period & 7);
  };
  const known = (place: number, period: number) =>
    period < 0 ? before[place] === 1 : period >= count || has(place, period);
  return {
    room,
    has,
    before: (place) => before[place] === 1,
    open(_, kinds) {
      passes = q.passes && local(q.passes, kinds, 0);
      internal = q.internal && local(q.internal, kinds, 0);
    },
    wants(no, who, from, until) {
      const place = placeOf(q.places, no);
      if (!isPerson(who, q.internal) || until < start || from >= end || place < 0) return false;
      const period = after(periods, from) - 1;
      if (until >= endOf(period)) return true;
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
        const period = after(periods, instant) - 1;
        mark(place, period);
        next = endOf(period);
      }
    },
  };
}
