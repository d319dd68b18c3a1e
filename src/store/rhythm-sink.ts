import { INTERNAL, NOBODY } from './numbers.ts';
import type { RhythmAnswer, RhythmQuestion } from './questions/rhythm.ts';
import { after, local, placeOf, roomFor, type Sink } from './sink.ts';

/** Adds up activities by cell of the week, and notes in which cells each user was there. */
export function rhythmSink(q: RhythmQuestion, highest: number): Sink<RhythmAnswer> {
  const room = roomFor(q.places, highest);
  const count = q.cellCount;
  const bytes = Math.ceil(count / 8);
  const there = new Uint8Array(room * bytes);
  const activities = new Float64Array(count);
  /** By place: activities in the cell that is listed. */
  const listed = q.list && new Float64Array(room);
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  return {
    open(_, kinds) {
      passes = q.passes && local(q.passes, kinds, 0);
      internal = local(q.internal ?? new Uint8Array(0), kinds, 0);
    },
    wants: (no, who, from, until) =>
      until >= start && from < end && placeOf(q.places, no) >= 0 && !((who & INTERNAL) !== 0 && !q.internal),
    rows(no, who, { at, kinds, counts }, length) {
      const place = placeOf(q.places, no);
      const theirs = (who & INTERNAL) !== 0 ? internal : null;
      let [cell, until] = [-1, Number.NEGATIVE_INFINITY];
      for (let i = 0; i < length; i++) {
        const instant = at[i]!;
        if (instant < start) continue;
        if (instant >= end) break;
        const kind = kinds[i]!;
        if ((passes && passes[kind] === 0) || (theirs && theirs[kind] === 0)) continue;
        if (instant >= until) {
          const stretch = after(q.times, instant) - 1;
          cell = q.cells[stretch] ?? -1;
          until = q.times[stretch + 1] ?? Number.POSITIVE_INFINITY;
          if (cell >= 0 && who < NOBODY) there[place * bytes + (cell >> 3)]! |= 1 << (cell & 7);
        }
        if (cell < 0) continue;
        activities[cell]! += counts[i]!;
        if (cell === q.list?.cell && who < NOBODY) listed![place]! += counts[i]!;
      }
    },
    answer() {
      const people = new Float64Array(count + 1);
      for (let place = 0; place < room; place++) {
        let any = 0;
        for (let i = 0; i < bytes; i++) {
          const byte = there[place * bytes + i]!;
          any |= byte;
          if (byte === 0) continue;
          for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) people[i * 8 + bit]!++;
        }
        if (any !== 0) people[count]!++;
      }
      return { activities, people, list: listed && mostFirst(listed) };
    },
  };
}

function mostFirst(activities: Float64Array): RhythmAnswer['list'] {
  const users = Array.from(activities.keys()).filter((place) => activities[place]! > 0);
  users.sort((a, b) => activities[b]! - activities[a]! || a - b);
  return {
    users: Int32Array.from(users),
    activities: Float64Array.from(users, (place) => activities[place]!),
  };
}
