import { createEarliest } from './earliest.ts';
import { INTERNAL } from './numbers.ts';
import { BEGINNERS, type FirstUseAnswer, type FirstUseQuestion } from './questions/first-use.ts';
import { after, isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';

const STATES = BEGINNERS.length;
const [STAYED, LEFT, OPEN] = [0, 1, 2] as const;

/**
 * Notes of each user the first instant and the last, and by group the earliest in the first days, in whatever order that is
 * told: an earlier beginning leaves fewer days, never more.
 */
export function firstUseSink(q: FirstUseQuestion, highest: number): Sink<FirstUseAnswer> {
  const room = roomFor(q.places, highest);
  const { days, begins, length } = q;
  const [earliestDay, latestEnd] = [days[0]!, days[days.length - 1 - length]!];
  const first = begins ?? new Float64Array(room).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(room);
  const earliest = createEarliest(room);
  /** The end of the first days of whoever begins on the last day. */
  const lastEnd = days[days.length - 2]!;
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  let groups: Int32Array = new Int32Array(0);
  /** On which day somebody begins; -1 for whoever doesn't in these days. */
  const dayOf = (place: number): number => {
    const at = first[place]!;
    return at >= earliestDay && at < latestEnd ? after(days, at) - 1 : -1;
  };
  return {
    counting: q.passes,
    open(_, kinds) {
      passes = q.passes && local(q.passes, kinds, 0);
      internal = q.internal && local(q.internal, kinds, 0);
      groups = local(q.groups, kinds, -1);
    },
    wants(no, who, from, until) {
      const place = placeOf(q.places, no);
      if (!isPerson(who, q.internal) || until < start || from >= end || place < 0) return false;
      // Nothing later makes somebody begin who was there before.
      if (begins ? dayOf(place) < 0 : first[place]! < earliestDay) return false;
      const day = dayOf(place);
      if (day < 0) return from < first[place]! || from < lastEnd;
      return from < days[day + length]! || last[place]! < days[day + length]!;
    },
    rows(no, who, { at, kinds }, rowCount) {
      const place = placeOf(q.places, no);
      const theirs = who === INTERNAL ? internal : null;
      let day = dayOf(place);
      for (let i = 0; i < rowCount; i++) {
        const [instant, kind] = [at[i]!, kinds[i]!];
        if (instant < start) continue;
        if (instant >= end) break;
        if ((passes && passes[kind] === 0) || (theirs && theirs[kind] === 0)) continue;
        if (!begins && instant < first[place]!) {
          first[place] = instant;
          day = dayOf(place);
        }
        if (instant > last[place]!) last[place] = instant;
        const group = groups[kind]!;
        // Whoever seems to begin later may be told to have begun in time.
        const [from, until] = day < 0 ? [earliestDay, lastEnd] : [days[day]!, days[day + length]!];
        if (group >= 0 && instant >= from && instant < until) earliest.note(place, group, instant);
      }
    },
    answer() {
      const all = new Float64Array(STATES);
      const tables = {
        first: new Float64Array((q.groupCount + 1) * STATES),
        used: new Float64Array((q.groupCount + 1) * STATES),
      };
      const listed: Beginner[] = [];
      for (let place = 0; place < room; place++) {
        const day = dayOf(place);
        if (day < 0) continue;
        const state =
          days[day + length + 1]! > q.now ? OPEN : last[place]! >= days[day + length]! ? STAYED : LEFT;
        const used = earliest.of(place, days[day + length]!);
        const firstUse = used.reduce<(typeof used)[number] | null>(
          (best, each) =>
            best && (best.at < each.at || (best.at === each.at && best.group < each.group)) ? best : each,
          null,
        );
        all[state]!++;
        const none = q.groupCount;
        tables.first[(firstUse?.group ?? none) * STATES + state]!++;
        for (const { group } of used) tables.used[group * STATES + state]!++;
        if (used.length === 0) tables.used[none * STATES + state]!++;
        if (!q.list) continue;
        const { group, by, state: wanted } = q.list;
        if (wanted !== null && BEGINNERS[state] !== wanted) continue;
        const own = by === 'first' ? (firstUse ? [firstUse] : []) : used;
        if (group === null || (group < 0 ? used.length === 0 : own.some((each) => each.group === group)))
          listed.push({
            place,
            began: first[place]!,
            first: firstUse?.group ?? -1,
            at: firstUse?.at ?? Number.NaN,
            state,
          });
      }
      return { all, ...tables, list: q.list && latestFirst(listed) };
    },
  };
}

interface Beginner {
  readonly place: number;
  readonly began: number;
  readonly first: number;
  readonly at: number;
  readonly state: number;
}

function latestFirst(listed: Beginner[]): FirstUseAnswer['list'] {
  listed.sort((a, b) => b.began - a.began || a.place - b.place);
  return {
    length: listed.length,
    users: Int32Array.from(listed, ({ place }) => place),
    began: Float64Array.from(listed, ({ began }) => began),
    first: Int32Array.from(listed, ({ first }) => first),
    at: Float64Array.from(listed, ({ at }) => at),
    states: Uint8Array.from(listed, ({ state }) => state),
  };
}
