import { INTERNAL } from './numbers.ts';
import type { RetentionAnswer, RetentionQuestion } from './questions/retention.ts';
import { after, isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';

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
  const bytes = Math.ceil(count / 8);
  const began = new Uint8Array(room * bytes);
  const came = new Uint8Array(room * bytes);
  /** Of whoever counts once: the first beginning of all. */
  const first = q.first ? new Float64Array(room).fill(Number.POSITIVE_INFINITY) : null;
  const { start, end } = q.span;
  /** By kind; null where every activity is both. */
  let counts: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  const has = (bits: Uint8Array, place: number, period: number) =>
    ((bits[place * bytes + (period >> 3)]! >> (period & 7)) & 1) === 1;
  const mark = (bits: Uint8Array, place: number, period: number) => {
    bits[place * bytes + (period >> 3)]! |= 1 << (period & 7);
  };
  const endOf = (period: number) => q.periods[period + 1] ?? Number.POSITIVE_INFINITY;
  const isTold = (period: number) => period >= 0 && period < count;
  const note = (place: number, period: number, instant: number, is: number) => {
    if (is & STARTS && first && instant < first[place]!) first[place] = instant;
    if (!isTold(period)) return;
    if (is & STARTS) mark(began, place, period);
    if (is & RETURNS) mark(came, place, period);
  };
  /** Whether what a user did in a period, first at some instant, can't tell more than is known. */
  const known = (place: number, period: number, from: number) =>
    (!first || first[place]! <= from) &&
    (!isTold(period) || (has(began, place, period) && has(came, place, period)));
  /** Whether a user came back by a period after the one of the beginning, or in it. */
  const returned = (place: number, cohort: number, n: number): boolean => {
    if (n === 0) return true;
    if (!q.by) return has(came, place, cohort + n);
    for (let i = 1; i <= n; i++) if (has(came, place, cohort + i)) return true;
    return false;
  };
  const isIn = (place: number, cohort: number): boolean =>
    first ? after(q.periods, first[place]!) - 1 === cohort : has(began, place, cohort);
  return {
    open(_, kinds) {
      counts = q.starts || q.returns ? Uint8Array.from(kinds, (kind) => countsInRetention(q, kind)) : null;
      internal = q.internal && local(q.internal, kinds, 0);
    },
    wants(no, who, from, until) {
      const place = placeOf(q.places, no);
      if (!isPerson(who, q.internal) || until < start || from >= end || place < 0) return false;
      const period = after(q.periods, from) - 1;
      if (until >= endOf(period)) return true;
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
          period = after(q.periods, instant) - 1;
          until = endOf(period);
          seen = 0;
        } else if ((is & ~seen) === 0) continue;
        seen |= is;
        note(place, period, instant, is);
      }
    },
    answer() {
      const cells = new Float64Array(q.cohorts * count);
      const listed: number[] = [];
      const tally = (place: number, cohort: number) => {
        let is = false;
        for (let n = 0; cohort + n < count; n++) {
          is = n === 0 || (q.by && n > 1 && is) || has(came, place, cohort + n);
          if (is) cells[cohort * count + n]!++;
        }
      };
      for (let place = 0; place < room; place++) {
        if (first) {
          const cohort = after(q.periods, first[place]!) - 1;
          if (cohort >= 0 && cohort < q.cohorts) tally(place, cohort);
        } else
          for (let cohort = 0; cohort < q.cohorts; cohort++)
            if (has(began, place, cohort)) tally(place, cohort);
        const { list } = q;
        if (list && isIn(place, list.cohort) && returned(place, list.cohort, list.n) === list.came)
          listed.push(place);
      }
      return { cells, list: q.list && Int32Array.from(listed) };
    },
  };
}
