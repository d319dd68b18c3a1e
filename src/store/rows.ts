/** Activities (or signals) as columns of one length, in any order. */
export interface Rows {
  readonly length: number;
  /** Numbers of `users`; 0 where there is no row of the user. */
  readonly users: Int32Array;
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
  /** Numbers of `activity_kinds`. */
  readonly kinds: Int32Array;
  /** How many each stands for; null where that is one. */
  readonly counts: Int32Array | null;
}

export const NO_ROWS: Rows = {
  length: 0,
  users: new Int32Array(0),
  at: new Float64Array(0),
  kinds: new Int32Array(0),
  counts: null,
};

/** Rows that grow. */
export class RowsBuilder {
  length = 0;
  #users = new Int32Array(1024);
  #at = new Float64Array(1024);
  #kinds = new Int32Array(1024);
  #counts: Int32Array | null = null;

  add(user: number, at: number, kind: number, count = 1): void {
    if (this.length === this.#users.length) this.#grow();
    const i = this.length++;
    this.#users[i] = user;
    this.#at[i] = at;
    this.#kinds[i] = kind;
    if (count !== 1 && !this.#counts) this.#counts = new Int32Array(this.#users.length).fill(1, 0, i);
    if (this.#counts) this.#counts[i] = count;
  }

  done(): Rows {
    return {
      length: this.length,
      users: this.#users.subarray(0, this.length),
      at: this.#at.subarray(0, this.length),
      kinds: this.#kinds.subarray(0, this.length),
      counts: this.#counts?.subarray(0, this.length) ?? null,
    };
  }

  #grow(): void {
    const size = this.#users.length * 2;
    const [users, at, kinds] = [new Int32Array(size), new Float64Array(size), new Int32Array(size)];
    users.set(this.#users);
    at.set(this.#at);
    kinds.set(this.#kinds);
    [this.#users, this.#at, this.#kinds] = [users, at, kinds];
    if (!this.#counts) return;
    const counts = new Int32Array(size);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}

/** Rows by the part that their instant belongs to. */
export function partsOf(rows: Rows, parts: number, partOf: (instant: number) => number): Rows[] {
  const builders = Array.from({ length: parts }, () => new RowsBuilder());
  const { length, users, at, kinds, counts } = rows;
  for (let i = 0; i < length; i++)
    builders[partOf(at[i]!)]!.add(users[i]!, at[i]!, kinds[i]!, counts ? counts[i]! : 1);
  return builders.map((builder) => builder.done());
}

/** Positions in the order of user, instant and kind. */
export function inOrder({ length, users, at, kinds }: Rows): Int32Array {
  // By user first, by counting: then only each user's own few are compared.
  const numbers = distinct(users);
  const place = new Map<number, number>();
  numbers.forEach((no, i) => {
    place.set(no, i);
  });
  const starts = new Int32Array(numbers.length + 1);
  const slots = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const slot = place.get(users[i]!)!;
    slots[i] = slot;
    starts[slot + 1]!++;
  }
  for (let i = 0; i < numbers.length; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[next[slots[i]!]!++] = i;
  const before = (a: number, b: number) => at[a]! - at[b]! || kinds[a]! - kinds[b]!;
  for (let i = 0; i < numbers.length; i++) sortPart(order, starts[i]!, starts[i + 1]!, before);
  return order;
}

const FEW = 24;

/** A log is read nearly in order: moving what stands wrong is cheaper than sorting. */
function sortPart(
  order: Int32Array,
  from: number,
  to: number,
  before: (a: number, b: number) => number,
): void {
  if (to - from > FEW) {
    let sorted = true;
    for (let i = from + 1; i < to && sorted; i++) sorted = before(order[i - 1]!, order[i]!) <= 0;
    if (!sorted) order.subarray(from, to).sort(before);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const item = order[i]!;
    let j = i - 1;
    for (; j >= from && before(order[j]!, item) > 0; j--) order[j + 1] = order[j]!;
    order[j + 1] = item;
  }
}

/** Ascending, each once. */
export function distinct(numbers: Int32Array): Int32Array {
  const sorted = numbers.slice().sort();
  let length = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[length++] = sorted[i]!;
  return sorted.subarray(0, length);
}
