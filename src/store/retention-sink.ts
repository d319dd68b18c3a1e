import { createBits } from './bits.ts';
import { INTERNAL } from './numbers.ts';
import { createPeriods } from './periods.ts';
import type { RetentionAnswer, RetentionQuestion } from './questions/retention.ts';
import { anyOf, isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';

const STARTS = 1;
const RETURNS = 2;
const BOTH = STARTS + RETURNS;

/** What a kind is to a question of who comes back. */
export const countsInRetention = (q: RetentionQuestion, kind: number): number =>
  (q.starts === null || q.starts[kind] ? STARTS : 0) + (q.returns === null || q.returns[kind] ? RETURNS : 0);

/** Notes in which periods each user began and came back, in whatever order that is told. */
export function retentionSink(q: RetentionQuestion, highest: number): Sink<RetentionAnswer> {
  const room = roomFor(q.places, highest);
  const count = q.periods.length - 1;
  const periods = createPeriods(q.periods);
  const [began, came] = [createBits(room, count), createBits(room, count)];
  /** Of whoever counts once: the first beginning of all. */
  const first = q.first ? new Float64Array(room).fill(Number.POSITIVE_INFINITY) : null;
  const { start, end } = q.span;
  /** By kind; null where every activity is both. */
  let counts: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  const isTold = (period: number) => period >= 0 && period < count;
  const note = (place: number, period: number, instant: number, is: number) => {
    if (is & STARTS && first && instant < first[place]!) first[place] = instant;
    if (!isTold(period)) return;
    if (is & STARTS) began.set(place, period);
    if (is & RETURNS) came.set(place, period);
  };
  /** Whether what a user did in a period, first at some instant, can't tell more than is known. */
  const known = (place: number, period: number, from: number) =>
    (!first || first[place]! <= from) &&
    (!isTold(period) || (began.has(place, period) && came.has(place, period)));
  /** Whether a user came back by a period after the one of the beginning, or in it. */
  const returned = (place: number, cohort: number, n: number): boolean => {
    if (n === 0) return true;
    if (!q.by) return came.has(place, cohort + n);
    for (let i = 1; i <= n; i++) if (came.has(place, cohort + i)) return true;
    return false;
  };
  const isIn = (place: number, cohort: number): boolean =>
    first ? periods.of(first[place]!) === cohort : began.has(place, cohort);
  return {
    counting: q.starts && q.returns && anyOf(q.starts, q.returns),
    held: began.held + came.held + (first ? 1 : 0),
    open(source, kinds) {
      periods.open(source);
      counts = q.starts || q.returns ? Uint8Array.from(kinds, (kind) => countsInRetention(q, kind)) : null;
      internal = q.internal && local(q.internal, kinds, 0);
    },
    wants(no, who, from, until) {
      const place = placeOf(q.places, no);
      if (!isPerson(who, q.internal) || until < start || from >= end || place < 0) return false;
      const period = periods.of(from);
      if (until >= periods.endOf(period)) return true;
      if (known(place, period, from)) return false;
      if (counts || who === INTERNAL || from < start || until >= end) return true;
      note(place, period, from, BOTH);
      return false;
    },
    rows(no, who, { at, kinds }, length) {
      const place = placeOf(q.places, no);
      const theirs = who === INTERNAL ? internal : null;
      // What is known of a period says nothing more until it ends: rows come by instant.
      let [period, until, seen] = [-1, Number.NEGATIVE_INFINITY, 0];
      for (let i = 0; i < length; i++) {
        const kind = kinds[i]!;
        const is = counts ? counts[kind]! : BOTH;
        const instant = at[i]!;
        if (is === 0 || instant < start || instant >= end || (theirs && theirs[kind] === 0)) continue;
        if (instant >= until) {
          period = periods.of(instant);
          until = periods.endOf(period);
          seen = 0;
        } else if ((is & ~seen) === 0) continue;
        seen |= is;
        note(place, period, instant, is);
      }
    },
    answer() {
      const cells = new Float64Array(q.cohorts * count);
      const listed: number[] = [];
      const there = new Int32Array(count);
      const tally = (place: number, cohort: number) => {
        cells[cohort * count]!++;
        const length = came.list(place, there);
        let i = 0;
        while (i < length && there[i]! <= cohort) i++;
        // By a period is in each from the first return on; in a period, in those alone.
        if (q.by)
          for (let n = i < length ? there[i]! - cohort : count; cohort + n < count; n++)
            cells[cohort * count + n]!++;
        else for (; i < length; i++) cells[cohort * count + there[i]! - cohort]!++;
      };
      for (let place = 0; place < room; place++) {
        if (first) {
          const cohort = periods.of(first[place]!);
          if (cohort >= 0 && cohort < q.cohorts) tally(place, cohort);
        } else
          for (let cohort = 0; cohort < q.cohorts; cohort++)
            if (began.has(place, cohort)) tally(place, cohort);
        const { list } = q;
        if (list && isIn(place, list.cohort) && returned(place, list.cohort, list.n) === list.came)
          listed.push(place);
      }
      return { cells, list: q.list && Int32Array.from(listed) };
    },
  };
}
