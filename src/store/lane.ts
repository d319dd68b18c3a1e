import { ByteReader, ByteWriter } from './bytes.ts';
import { inOrder, type Rows } from './rows.ts';
import { finish, type Steps } from './steps.ts';

/** Rows after which work can be put aside: a fraction of a millisecond. */
const SOME = 1_000;

/**
 * A lane: rows by user, ascending by number. Of each user: difference of the number, first instant (from the
 * block's start), span to the last, byte length of what follows; then each row as difference of the instant
 * (none for the first) and kind, where the lowest bit of the kind says that a count follows.
 *
 * First and span tell when a user was there without reading on; the length, where the next one begins.
 */
export function* encodeLane(
  rows: Rows,
  start: number,
  localKind: (kind: number) => number,
): Steps<ByteWriter> {
  const { users, at, kinds, counts } = rows;
  const order = inOrder(rows);
  const lane = new ByteWriter();
  const entry = new ByteWriter();
  let previous = 0;
  yield;
  for (let i = 0, told = 0; i < order.length; ) {
    if (i - told > SOME) {
      told = i;
      yield;
    }
    const no = users[order[i]!]!;
    const first = at[order[i]!]!;
    let last = first;
    entry.clear();
    for (; i < order.length && users[order[i]!] === no; i++) {
      const row = order[i]!;
      if (entry.length > 0) entry.number(at[row]! - last);
      last = at[row]!;
      const count = counts ? counts[row]! : 1;
      const kind = localKind(kinds[row]!) * 2;
      if (count === 1) entry.number(kind);
      else {
        entry.number(kind + 1);
        entry.number(count);
      }
    }
    lane.number(no - previous);
    previous = no;
    lane.number(first - start);
    lane.number(last - first);
    lane.number(entry.length);
    lane.bytes(entry);
  }
  return lane;
}

/** One user's rows, decoded into arrays that the next user overwrites. */
export interface Decoded {
  at: Float64Array;
  /** Local to the block. */
  kinds: Int32Array;
  counts: Int32Array;
}

export const decoded = (): Decoded => ({
  at: new Float64Array(1024),
  kinds: new Int32Array(1024),
  counts: new Int32Array(1024),
});

/**
 * Visits users with their rows.
 *
 * @param wants whom to decode, told by the instants of their first and last row; the others are passed over
 * @param visit the first `length` of `into` are the user's, by instant
 */
export function* visitSteps(
  lane: Uint8Array,
  start: number,
  wants: (no: number, first: number, last: number) => boolean,
  into: Decoded,
  visit: (no: number, length: number) => void,
): Steps<void> {
  const reader = new ByteReader(lane);
  let no = 0;
  let done = 0;
  while (reader.at < lane.length) {
    if (done > SOME) {
      done = 0;
      yield;
    }
    no += reader.number();
    let instant = start + reader.number();
    const span = reader.number();
    const size = reader.number();
    const end = reader.at + size;
    done++;
    if (!wants(no, instant, instant + span)) {
      reader.at = end;
      continue;
    }
    // A row is a byte at least.
    if (size > into.at.length) grow(into, size);
    let length = 0;
    while (reader.at < end) {
      if (length > 0) instant += reader.number();
      const kind = reader.number();
      into.at[length] = instant;
      into.kinds[length] = kind >>> 1;
      into.counts[length] = kind & 1 ? reader.number() : 1;
      length++;
    }
    done += length;
    visit(no, length);
  }
}

/** The same at once. */
export const visitRows = (...asked: Parameters<typeof visitSteps>): void => finish(visitSteps(...asked));

function grow(into: Decoded, size: number): void {
  const room = Math.max(size, into.at.length * 2);
  into.at = new Float64Array(room);
  into.kinds = new Int32Array(room);
  into.counts = new Int32Array(room);
}
