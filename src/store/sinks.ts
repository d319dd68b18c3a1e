import { createBits } from './bits.ts';
import { firstUseSink } from './first-use-sink.ts';
import { funnelSink } from './funnel-sink.ts';
import { lifecycleSink } from './lifecycle-sink.ts';
import { INTERNAL, NOBODY } from './numbers.ts';
import { pathsSink } from './paths-sink.ts';
import { createPeriods } from './periods.ts';
import type { Question } from './question.ts';
import type { CellsAnswer, CellsQuestion } from './questions/cells.ts';
import { CROWD, type CrowdsAnswer, type CrowdsQuestion } from './questions/crowds.ts';
import type { DistinctAnswer, DistinctQuestion } from './questions/distinct.ts';
import type { PeopleAnswer, PeopleQuestion } from './questions/people.ts';
import type { TotalsAnswer, TotalsQuestion } from './questions/totals.ts';
import { retentionSink } from './retention-sink.ts';
import { rhythmSink } from './rhythm-sink.ts';
import { anyOf, bucketFinder, isPerson, local, placeOf, roomFor, type Sink } from './sink.ts';
import { splitSink } from './split-sink.ts';
import { stickinessSink } from './stickiness-sink.ts';

export function sinkFor(q: Question, highest: number): Sink {
  switch (q.sink) {
    case 'people':
      return peopleSink(q, highest);
    case 'totals':
      return totalsSink(q);
    case 'distinct':
      return distinctSink(q, highest);
    case 'cells':
      return cellsSink(q);
    case 'crowds':
      return crowdsSink(q);
    case 'funnel':
      return funnelSink(q, highest);
    case 'retention':
      return retentionSink(q, highest);
    case 'lifecycle':
      return lifecycleSink(q, highest);
    case 'stickiness':
      return stickinessSink(q, highest);
    case 'rhythm':
      return rhythmSink(q, highest);
    case 'firstUse':
      return firstUseSink(q, highest);
    case 'paths':
      return pathsSink(q, highest);
    case 'split':
      return splitSink(q, highest);
  }
}

function peopleSink(q: PeopleQuestion, highest: number): Sink<PeopleAnswer> {
  const room = roomFor(q.places, highest);
  const activities = new Float64Array(room);
  const columns = q.weights.map(() => new Float64Array(room));
  const last = q.last ? new Float64Array(room) : null;
  const days = q.days ? createBits(room, q.days.length) : null;
  const stretches = createPeriods(q.days ?? new Float64Array(0));
  const { start, end } = q.span;
  let passes: Uint8Array = new Uint8Array(0);
  let internal: Uint8Array | null = null;
  let adds = addsOf([], new Int32Array(0));
  return {
    counting: anyOf(q.passes, ...q.weights),
    held: 1 + columns.length + (last ? 1 : 0) + (days?.held ?? 0),
    open(source, kinds) {
      if (days) stretches.open(source);
      passes = local(q.passes, kinds, 0);
      internal = q.internal && local(q.internal, kinds, 0);
      adds = addsOf(q.weights, kinds);
    },
    wants: (no, mark, first, until) =>
      isPerson(mark, q.internal) && until >= start && first < end && placeOf(q.places, no) >= 0,
    rows(no, mark, { at, kinds, counts }, length) {
      const place = placeOf(q.places, no);
      const theirs = mark === INTERNAL ? internal : null;
      for (let i = 0; i < length; i++) {
        const instant = at[i]!;
        if (instant < start || instant >= end) continue;
        const kind = kinds[i]!;
        if (theirs && theirs[kind] === 0) continue;
        const n = counts[i]!;
        for (let a = adds.starts[kind]!; a < adds.starts[kind + 1]!; a++)
          columns[adds.columns[a]!]![place]! += adds.weights[a]! * n;
        if (passes[kind] === 0) continue;
        activities[place]! += n;
        if (last && instant > last[place]!) last[place] = instant;
        if (!days) continue;
        const day = stretches.of(instant);
        // Before the first of them, or after the last: another user's bit would be next to it.
        if (day >= 0 && day < q.days!.length - 1) days.set(place, day);
      }
    },
    answer: () => ({ activities, columns, last, days: days && countDays(days, room, q.days!.length) }),
  };
}

/** What a row adds, and to which columns: from `starts[kind]` on, by local kind. */
function addsOf(tables: readonly Int32Array[], kinds: Int32Array) {
  const starts = new Int32Array(kinds.length + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < kinds.length; i++) {
    for (let c = 0; c < tables.length; c++) {
      const weight = tables[c]![kinds[i]!] ?? 0;
      if (weight === 0) continue;
      columns.push(c);
      weights.push(weight);
    }
    starts[i + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), weights: Int32Array.from(weights) };
}

function countDays(days: ReturnType<typeof createBits>, room: number, most: number): Int32Array {
  const listed = new Int32Array(most);
  return Int32Array.from({ length: room }, (_, place) => days.list(place, listed));
}

function totalsSink(q: TotalsQuestion): Sink<TotalsAnswer> {
  const all = new Float64Array(q.buckets.length * q.size);
  const internal = new Float64Array(all.length);
  const bucketOf = bucketFinder(q.buckets);
  let groups: Int32Array = new Int32Array(0);
  return {
    open(_, kinds) {
      groups = local(q.groups, kinds, -1);
    },
    totals(instant, kind, every, own) {
      const group = groups[kind]!;
      const bucket = group < 0 ? -1 : bucketOf(instant);
      if (bucket < 0) return;
      all[bucket * q.size + group]! += every;
      internal[bucket * q.size + group]! += own;
    },
    wants: (no) => placeOf(q.places, no) >= 0,
    rows(_, mark, { at, kinds, counts }, length) {
      for (let i = 0; i < length; i++) {
        const group = groups[kinds[i]!]!;
        const bucket = group < 0 ? -1 : bucketOf(at[i]!);
        if (bucket < 0) continue;
        all[bucket * q.size + group]! += counts[i]!;
        if (mark & 1) internal[bucket * q.size + group]! += counts[i]!;
      }
    },
    answer: () => ({ all, internal }),
  };
}

function distinctSink(q: DistinctQuestion, highest: number): Sink<DistinctAnswer> {
  const counts = new Float64Array(q.buckets.length);
  const anybody = new Uint8Array(highest + 1);
  const bucketOf = bucketFinder(q.buckets);
  const ends = Float64Array.from(q.buckets, ({ end }) => end);
  /** Of buckets that may still be told of more; what comes later begins later, so that a past one is done. */
  const open: (Uint8Array | null)[] = q.buckets.map(() => null);
  const free: Uint8Array[] = [];
  const { start, end } = q.span;
  let passes: Uint8Array | null = null;
  let internal: Uint8Array | null = null;
  const mark = (no: number, bucket: number) => {
    anybody[no] = 1;
    if (bucket < 0) return;
    // A bit a user: a block of a sparse month may meet hundreds of buckets.
    const marks = open[bucket] ?? free.pop()?.fill(0) ?? new Uint8Array((highest >> 3) + 1);
    open[bucket] = marks;
    const bit = 1 << (no & 7);
    if ((marks[no >> 3]! & bit) !== 0) return;
    marks[no >> 3]! |= bit;
    counts[bucket]!++;
  };
  return {
    open(source, kinds) {
      passes = q.passes && local(q.passes, kinds, 0);
      internal = q.internal && local(q.internal, kinds, 0);
      for (let i = 0; i < ends.length && ends[i]! <= source.start; i++)
        if (open[i]) {
          free.push(open[i]!);
          open[i] = null;
        }
    },
    wants(no, who, first, last) {
      if (!isPerson(who, q.internal) || placeOf(q.places, no) < 0 || last < start || first >= end)
        return false;
      if (passes || who === INTERNAL || first < start || last >= end) return true;
      const bucket = bucketOf(first);
      if (bucket < 0 ? q.buckets.length > 0 : last >= ends[bucket]!) return true;
      mark(no, bucket);
      return false;
    },
    rows(no, who, { at, kinds }, length) {
      const theirs = who === INTERNAL ? internal : null;
      // What was marked says nothing more until it ends: rows come by instant.
      let next = start;
      for (let i = 0; i < length; i++) {
        const instant = at[i]!;
        if (instant < next) continue;
        if (instant >= end) break;
        if ((passes && passes[kinds[i]!] === 0) || (theirs && theirs[kinds[i]!] === 0)) continue;
        const bucket = bucketOf(instant);
        mark(no, bucket);
        if (bucket >= 0) next = ends[bucket]!;
      }
    },
    answer: () => ({ total: anybody.reduce((sum, one) => sum + one, 0), counts }),
  };
}

/** Counts by a number that stands for a cell. */
function createCells(most = Number.POSITIVE_INFINITY) {
  const counts = new Map<number, number>();
  let more = false;
  return {
    counts,
    add(key: number, n: number): void {
      const before = counts.get(key);
      if (before === undefined && counts.size >= most) more = true;
      else counts.set(key, (before ?? 0) + n);
    },
    answer(split: (key: number) => { bucket: number; group: number; user: number; internal: number }) {
      const length = counts.size;
      const found = {
        more,
        length,
        buckets: new Int32Array(length),
        groups: new Int32Array(length),
        users: new Int32Array(length),
        internal: new Uint8Array(length),
        counts: new Float64Array(length),
      };
      let i = 0;
      for (const [key, n] of counts) {
        const { bucket, group, user, internal } = split(key);
        found.buckets[i] = bucket;
        found.groups[i] = group;
        found.users[i] = user;
        found.internal[i] = internal;
        found.counts[i++] = n;
      }
      return found;
    },
  };
}

function cellsSink(q: CellsQuestion): Sink<CellsAnswer> {
  const cells = createCells(q.most);
  const bucketOf = bucketFinder(q.buckets);
  const size = q.groups.reduce((most, group) => Math.max(most, group + 1), 1);
  const width = q.buckets.length;
  let groups: Int32Array = new Int32Array(0);
  return {
    open(_, kinds) {
      groups = local(q.groups, kinds, -1);
    },
    wants: (no, mark) => placeOf(q.places, no) >= 0 && !(q.byUser && mark >= NOBODY),
    rows(no, mark, { at, kinds, counts }, length) {
      const user = q.byUser ? placeOf(q.places, no) + 1 : 0;
      for (let i = 0; i < length; i++) {
        const group = groups[kinds[i]!]!;
        const bucket = group < 0 ? -1 : bucketOf(at[i]!);
        if (bucket >= 0) cells.add(((user * size + group) * width + bucket) * 2 + (mark & 1), counts[i]!);
      }
    },
    answer: () =>
      cells.answer((key) => {
        const cell = Math.floor(key / 2);
        const row = Math.floor(cell / width);
        return {
          bucket: cell % width,
          group: row % size,
          user: Math.floor(row / size) - 1,
          internal: key % 2,
        };
      }),
  };
}

function crowdsSink(q: CrowdsQuestion): Sink<CrowdsAnswer> {
  const cells = createCells();
  /** By cell, in the order of `cells`: where its people begin. */
  const starts = new Map<number, number>();
  const people: number[] = [];
  const bucketOf = bucketFinder(q.buckets);
  const width = q.buckets.length;
  let groups: Int32Array = new Int32Array(0);
  const meet = (key: number, no: number) => {
    const start = starts.get(key)!;
    for (let i = start; i < start + CROWD; i++)
      if (people[i] === no) return;
      else if (people[i] === 0) {
        people[i] = no;
        return;
      }
  };
  return {
    open(_, kinds) {
      groups = local(q.groups, kinds, -1);
    },
    wants: (no, _, first, last) => placeOf(q.places, no) >= 0 && last >= q.span.start && first < q.span.end,
    rows(no, mark, { at, kinds, counts }, length) {
      for (let i = 0; i < length; i++) {
        const group = groups[kinds[i]!]!;
        if (group < 0 || (mark & 1 && q.staff[group] === 0)) continue;
        const bucket = bucketOf(at[i]!);
        if (bucket < 0) continue;
        const key = (group * width + bucket) * 2 + (mark & 1);
        if (!starts.has(key)) {
          starts.set(key, people.length);
          for (let more = CROWD; more > 0; more--) people.push(0);
        }
        cells.add(key, counts[i]!);
        // What nobody did counts, and hides behind nobody.
        if (mark < NOBODY) meet(key, no);
      }
    },
    answer() {
      const found = cells.answer((key) => {
        const cell = Math.floor(key / 2);
        return { bucket: cell % width, group: Math.floor(cell / width), user: -1, internal: key % 2 };
      });
      return { cells: found, crowds: Int32Array.from(people) };
    },
  };
}
