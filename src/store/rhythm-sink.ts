import { createBits } from './bits.ts';
import { INTERNAL, NOBODY } from './numbers.ts';
import { createPeriods } from './periods.ts';
import type { RhythmAnswer, RhythmQuestion } from './questions/rhythm.ts';
import { local, placeOf, roomFor, type Sink } from './sink.ts';

/** Adds up activities by cell of the week, and notes in which cells each user was there. */
export function rhythmSink(q: RhythmQuestion, highest: number): Sink<RhythmAnswer> {
  const room = roomFor(q.places, highest);
  const count = q.cellCount;
  const there = createBits(room, count);
  const stretches = createPeriods(q.times);
  const activities = new Float64Array(count);
  /** By place: activities in the cell that is listed. */
  const listed = q.list && new Float64Array(room);
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  return {
    counting: q.passes,
    held: there.held,
    open(source, kinds) {
      stretches.open(source);
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
          const stretch = stretches.of(instant);
          cell = q.cells[stretch] ?? -1;
          until = stretches.endOf(stretch);
          if (cell >= 0 && who < NOBODY) there.set(place, cell);
        }
        if (cell < 0) continue;
        activities[cell]! += counts[i]!;
        if (cell === q.list?.cell && who < NOBODY) listed![place]! += counts[i]!;
      }
    },
    answer() {
      const people = new Float64Array(count + 1);
      const cells = new Int32Array(count);
      for (let place = 0; place < room; place++) {
        const length = there.list(place, cells);
        for (let i = 0; i < length; i++) people[cells[i]!]!++;
        if (length > 0) people[count]!++;
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
