import { NOBODY } from './numbers.ts';
import { createPeriods } from './periods.ts';
import type { SplitAnswer, SplitParts, SplitQuestion } from './questions/split.ts';
import { local, placeOf, roomFor, type Sink } from './sink.ts';

/**
 * Adds up parts, and what each user did in a day as one event. Days of a user come one after another, so that only the
 * one under way is held: a list of what was done in it, which most users have few of.
 */
export function splitSink(q: SplitQuestion, highest: number): Sink<SplitAnswer> {
  const room = roomFor(q.places, highest);
  const { cellCount } = q;
  const stretches = createPeriods(q.times);
  /** Of each grouping and of the cells: how many parts, and where these begin among all. */
  const sizes = [...q.groupings.map(({ size }) => size), cellCount];
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const width = q.groupings.length;
  const cellsAt = starts[width]!;
  const tally = tallyOf(cellsAt + cellCount);
  const { ofKind: classOf, weights, parts } = classesOf(q, starts);
  const [sums, squares] = [new Float64Array(room), new Float64Array(room)];
  const nobody = { sum: 0, squares: 0 };
  const event = createEvent(weights.length * cellCount);
  /** By place: the day under way, and the list of what was done in it so far. */
  const days = new Int32Array(room).fill(-1);
  const heads = new Int32Array(room).fill(-1);
  const lists = createLists();
  /** Places of those whose day is under way. */
  const group: number[] = [];
  let ofKind: Int32Array = new Int32Array(0);
  let internal: Uint8Array = new Uint8Array(0);

  const put = (code: number, n: number): number => {
    const own = Math.floor(code / cellCount);
    const x = n * weights[own]!;
    for (let i = own * width; i < (own + 1) * width; i++) tally.add(parts[i]!, x);
    tally.add(cellsAt + (code % cellCount), x);
    return x;
  };
  const endDay = (place: number) => {
    let whole = 0;
    for (let i = 0; i < event.length; i++) whole += put(event.code(i), event.n(i));
    event.clear();
    tally.settle(whole);
    sums[place]! += whole;
    squares[place]! += whole * whole;
  };
  const goOn = (place: number) => {
    for (let node = heads[place]!; node >= 0; node = lists.take(node))
      event.add(lists.code(node), lists.n(node));
    heads[place] = -1;
  };
  const putAside = (place: number) => {
    for (let i = 0; i < event.length; i++) heads[place] = lists.add(heads[place]!, event.code(i), event.n(i));
    event.clear();
  };

  return {
    counting: Uint8Array.from(classOf, (own) => (own < 0 ? 0 : 1)),
    held: 3,
    open(source, kinds) {
      stretches.open(source);
      ofKind = local(classOf, kinds, -1);
      internal = local(q.internal, kinds, 0);
    },
    wants: (no, _, first, last) => last >= q.span.start && first < q.span.end && placeOf(q.places, no) >= 0,
    rows(no, mark, { at, kinds, counts }, length) {
      const place = placeOf(q.places, no);
      const isSomebody = mark < NOBODY;
      const { start, end } = q.span;
      let [time, until] = [-1, Number.NEGATIVE_INFINITY];
      if (isSomebody) goOn(place);
      for (let i = 0; i < length; i++) {
        const kind = kinds[i]!;
        const own = ofKind[kind]!;
        const instant = at[i]!;
        if (own < 0 || instant < start || instant >= end) continue;
        if (mark & 1 && internal[kind] === 0) continue;
        if (instant >= until) {
          time = stretches.of(instant);
          until = stretches.endOf(time);
        }
        const code = own * cellCount + q.cells[time]!;
        const n = counts[i]!;
        if (!isSomebody) {
          // Whose it was isn't known: each by itself.
          const x = put(code, n);
          tally.settle(x);
          nobody.sum += x;
          nobody.squares += x * x;
          continue;
        }
        if (q.days[time] !== days[place]) {
          if (days[place]! < 0) group.push(place);
          else endDay(place);
          days[place] = q.days[time]!;
        }
        event.add(code, n);
      }
      if (isSomebody) putAside(place);
    },
    endGroup() {
      for (const place of group) {
        goOn(place);
        endDay(place);
      }
      group.length = 0;
    },
    answer() {
      const told = sizes.map((size, i) => tally.told(starts[i]!, size));
      return { groupings: told.slice(0, -1), cells: told.at(-1)!, sums, squares, nobody };
    },
  };
}

/**
 * Kinds that stand in the same groups and add the same are one class.
 *
 * @returns `parts`: at `class * groupings + grouping`, the place of its group among all parts
 */
function classesOf({ weights, groupings }: SplitQuestion, starts: readonly number[]) {
  const found = new Map<string, number>();
  const ofKind = new Int32Array(weights.length).fill(-1);
  const ofClass: number[] = [];
  weights.forEach((weight, kind) => {
    if (weight === 0) return;
    const key = [weight, ...groupings.map(({ groups }) => groups[kind]!)].join(' ');
    if (!found.has(key)) {
      found.set(key, found.size);
      ofClass.push(kind);
    }
    ofKind[kind] = found.get(key)!;
  });
  return {
    ofKind,
    weights: Float64Array.from(ofClass, (kind) => weights[kind]!),
    parts: Int32Array.from(
      ofClass.flatMap((kind) => groupings.map(({ groups }, i) => starts[i]! + groups[kind]!)),
    ),
  };
}

/** Sums of parts; an event's share of each is held until all of the event is known. */
function tallyOf(size: number) {
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  const products = new Float64Array(size);
  const event = new Float64Array(size);
  const touched = new Int32Array(size);
  let length = 0;
  return {
    told: (start: number, length: number): SplitParts => ({
      sums: sums.slice(start, start + length),
      squares: squares.slice(start, start + length),
      products: products.slice(start, start + length),
    }),
    add(part: number, x: number): void {
      if (event[part] === 0) touched[length++] = part;
      event[part]! += x;
    },
    settle(whole: number): void {
      for (let i = 0; i < length; i++) {
        const part = touched[i]!;
        const x = event[part]!;
        sums[part]! += x;
        squares[part]! += x * x;
        products[part]! += x * whole;
        event[part] = 0;
      }
      length = 0;
    },
  };
}

/** What one user did in a day: codes, and how often each came. */
function createEvent(size: number) {
  const codes = new Int32Array(size);
  const counts = new Float64Array(size);
  /** By code: its place, from 1. */
  const places = new Int32Array(size);
  let length = 0;
  return {
    get length() {
      return length;
    },
    code: (i: number): number => codes[i]!,
    n: (i: number): number => counts[i]!,
    add(code: number, n: number): void {
      if (places[code] === 0) {
        codes[length] = code;
        counts[length] = 0;
        places[code] = ++length;
      }
      counts[places[code]! - 1]! += n;
    },
    clear(): void {
      for (let i = 0; i < length; i++) places[codes[i]!] = 0;
      length = 0;
    },
  };
}

/** Lists of codes and how often each came, whose places are used again. */
function createLists() {
  let codes = new Int32Array(1024);
  let counts = new Float64Array(1024);
  let nexts = new Int32Array(1024);
  let [length, free] = [0, -1];
  const grow = () => {
    const longer = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    codes = longer(codes, new Int32Array(length * 2));
    counts = longer(counts, new Float64Array(length * 2));
    nexts = longer(nexts, new Int32Array(length * 2));
  };
  return {
    code: (node: number): number => codes[node]!,
    n: (node: number): number => counts[node]!,
    /** Puts a code in front of a list, and tells where the list begins. */
    add(head: number, code: number, n: number): number {
      let node = free;
      if (node >= 0) free = nexts[node]!;
      else {
        if (length === codes.length) grow();
        node = length++;
      }
      codes[node] = code;
      counts[node] = n;
      nexts[node] = head;
      return node;
    },
    /** Gives a place back, and tells the next of its list. */
    take(node: number): number {
      const next = nexts[node]!;
      nexts[node] = free;
      free = node;
      return next;
    },
  };
}
