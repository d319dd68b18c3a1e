import { NOBODY } from './numbers.ts';
import type { SplitAnswer, SplitParts, SplitQuestion } from './questions/split.ts';
import { after, local, placeOf, roomFor, type Sink } from './sink.ts';

/**
 * Adds up parts, and what each user did in a day as one event. Days of a user come one after another, so that only the
 * one under way is held: a list of what was done in it, which most users have few of.
 */
export function splitSink(q: SplitQuestion, highest: number): Sink<SplitAnswer> {
  const room = roomFor(q.places, highest);
  const classes = classesOf(q);
  const { cellCount } = q;
  const parts = [...q.groupings.map(({ size }) => tallyOf(size)), tallyOf(cellCount)];
  const [sums, squares] = [new Float64Array(room), new Float64Array(room)];
  const nobody = { sum: 0, squares: 0 };
  /** By place: the day under way, and its list. */
  const days = new Int32Array(room).fill(-1);
  const heads = new Int32Array(room).fill(-1);
  const pool = createPool();
  let ofKind: Int32Array = new Int32Array(0);
  let internal: Uint8Array = new Uint8Array(0);

  const put = (code: number, n: number) => {
    const kind = Math.floor(code / cellCount);
    const x = n * classes.weights[kind]!;
    const { groups } = classes;
    for (let i = 0; i < q.groupings.length; i++) parts[i]!.add(groups[i]![kind]!, x);
    parts[q.groupings.length]!.add(code % cellCount, x);
    return x;
  };
  const settle = (whole: number) => {
    for (const tally of parts) tally.settle(whole);
  };
  const endDay = (place: number) => {
    let whole = 0;
    for (let node = heads[place]!; node >= 0; node = pool.take(node))
      whole += put(pool.code(node), pool.n(node));
    heads[place] = -1;
    settle(whole);
    sums[place]! += whole;
    squares[place]! += whole * whole;
  };

  return {
    open(_, kinds) {
      ofKind = local(classes.ofKind, kinds, -1);
      internal = local(q.internal, kinds, 0);
    },
    wants: (no, _, first, last) => last >= q.span.start && first < q.span.end && placeOf(q.places, no) >= 0,
    rows(no, mark, { at, kinds, counts }, length) {
      const place = placeOf(q.places, no);
      let [time, until] = [-1, Number.NEGATIVE_INFINITY];
      for (let i = 0; i < length; i++) {
        const kind = kinds[i]!;
        const own = ofKind[kind]!;
        const instant = at[i]!;
        if (own < 0 || instant < q.span.start || instant >= q.span.end) continue;
        if (mark & 1 && internal[kind] === 0) continue;
        if (instant >= until) {
          time = after(q.times, instant) - 1;
          until = time + 1 < q.times.length ? q.times[time + 1]! : Number.POSITIVE_INFINITY;
        }
        const code = own * cellCount + q.cells[time]!;
        const n = counts[i]!;
        if (mark >= NOBODY) {
          // Whose it was isn't known: each by itself.
          const x = put(code, n);
          settle(x);
          nobody.sum += x;
          nobody.squares += x * x;
          continue;
        }
        if (q.days[time] !== days[place]) {
          endDay(place);
          days[place] = q.days[time]!;
        }
        heads[place] = pool.add(heads[place]!, code, n);
      }
    },
    answer() {
      for (let place = 0; place < room; place++) if (heads[place]! >= 0) endDay(place);
      const told = parts.map(({ sums, squares, products }): SplitParts => ({ sums, squares, products }));
      return { groupings: told.slice(0, -1), cells: told.at(-1)!, sums, squares, nobody };
    },
  };
}

/** Kinds that stand in the same groups and add the same are one class. */
function classesOf({ weights, groupings }: SplitQuestion) {
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
    weights: ofClass.map((kind) => weights[kind]!),
    groups: groupings.map(({ groups }) => Int32Array.from(ofClass, (kind) => groups[kind]!)),
  };
}

/** Sums of a grouping's parts; an event's share of each is held until all of the event is known. */
function tallyOf(size: number) {
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  const products = new Float64Array(size);
  const event = new Float64Array(size);
  const touched = new Int32Array(size);
  let length = 0;
  return {
    sums,
    squares,
    products,
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

/** Lists of codes and how often each came, whose places are used again. */
function createPool() {
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
    /** Counts a code in a list, and tells where the list begins. */
    add(head: number, code: number, n: number): number {
      for (let node = head; node >= 0; node = nexts[node]!)
        if (codes[node] === code) {
          counts[node]! += n;
          return head;
        }
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
