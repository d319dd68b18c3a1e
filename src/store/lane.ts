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

/** How far a lane has been read. */
export interface LaneReader {
  readonly lane: Uint8Array;
  readonly start: number;
  /** The user whose entry comes next; infinite at the end. */
  no: number;
  /** Where the rest of that entry begins. */
  at: number;
}

export function readerOf(lane: Uint8Array, start: number): LaneReader {
  const bytes = new ByteReader(lane);
  return { lane, start, no: lane.length > 0 ? bytes.number() : Number.POSITIVE_INFINITY, at: bytes.at };
}

/** Goes on to the entry of a user, or to the next one that is there. */
export function passOver(reader: LaneReader, until: number): void {
  const { lane } = reader;
  const bytes = new ByteReader(lane, reader.at);
  let { no } = reader;
  while (no < until) {
    bytes.number();
    bytes.number();
    const size = bytes.number();
    bytes.at += size;
    no = bytes.at < lane.length ? no + bytes.number() : Number.POSITIVE_INFINITY;
  }
  reader.no = no;
  reader.at = bytes.at;
}

type Wants = (no: number, first: number, last: number) => boolean;
type Visit = (no: number, length: number) => void;

/**
 * Visits the next users with their rows.
 *
 * @param until a number: users before it
 * @param wants whom to decode, told by the instants of their first and last row; the others are passed over
 * @param counting by local kind: 0 for rows that are left out; null: none is
 * @param visit the first `length` of `into` are the user's, by instant
 */
export function* visitSteps(
  reader: LaneReader,
  until: number,
  wants: Wants,
  counting: Uint8Array | null,
  into: Decoded,
  visit: Visit,
): Steps<void> {
  while (reader.no < until) {
    visitSome(reader, until, wants, counting, into, visit);
    yield;
  }
}

function visitSome(
  reader: LaneReader,
  until: number,
  wants: Wants,
  counting: Uint8Array | null,
  into: Decoded,
  visit: Visit,
): void {
  const { lane, start } = reader;
  let { no, at } = reader;
  for (let done = 0; done < SOME && no < until; done++) {
    // First, span and size: read in place, for everybody who is there passes here.
    let byte = lane[at++]!;
    let first = byte & 127;
    for (let shift = 7; byte > 127 && shift < 28; shift += 7) {
      byte = lane[at++]!;
      first |= (byte & 127) << shift;
    }
    for (let factor = 0x10000000; byte > 127; factor *= 128) {
      byte = lane[at++]!;
      first += (byte & 127) * factor;
    }
    byte = lane[at++]!;
    let span = byte & 127;
    for (let shift = 7; byte > 127 && shift < 28; shift += 7) {
      byte = lane[at++]!;
      span |= (byte & 127) << shift;
    }
    for (let factor = 0x10000000; byte > 127; factor *= 128) {
      byte = lane[at++]!;
      span += (byte & 127) * factor;
    }
    byte = lane[at++]!;
    let size = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = lane[at++]!;
      size |= (byte & 127) << shift;
    }
    const end = at + size;
    if (wants(no, start + first, start + first + span)) {
      // A row is a byte at least.
      if (size > into.at.length) grow(into, size);
      const length = decode(lane, at, end, start + first, counting, into);
      done += size >> 2;
      if (length > 0) visit(no, length);
    }
    at = end;
    if (at >= lane.length) {
      no = Number.POSITIVE_INFINITY;
      break;
    }
    byte = lane[at++]!;
    let more = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = lane[at++]!;
      more |= (byte & 127) << shift;
    }
    no += more;
  }
  reader.no = no;
  reader.at = at;
}

/** Decodes one user's rows, and tells how many they are. All that is read of a year passes here: nothing is called. */
function decode(
  lane: Uint8Array,
  from: number,
  end: number,
  first: number,
  counting: Uint8Array | null,
  into: Decoded,
): number {
  const { at, kinds, counts } = into;
  let instant = first;
  let length = 0;
  for (let i = from; i < end; ) {
    let byte = 0;
    if (i > from) {
      byte = lane[i++]!;
      let more = byte & 127;
      for (let shift = 7; byte > 127 && shift < 28; shift += 7) {
        byte = lane[i++]!;
        more |= (byte & 127) << shift;
      }
      instant += more;
      for (let factor = 0x10000000; byte > 127; factor *= 128) {
        byte = lane[i++]!;
        instant += (byte & 127) * factor;
      }
    }
    byte = lane[i++]!;
    let kind = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = lane[i++]!;
      kind |= (byte & 127) << shift;
    }
    let n = 1;
    if (kind & 1) {
      byte = lane[i++]!;
      n = byte & 127;
      for (let factor = 128; byte > 127; factor *= 128) {
        byte = lane[i++]!;
        n += (byte & 127) * factor;
      }
    }
    kind >>>= 1;
    at[length] = instant;
    kinds[length] = kind;
    counts[length] = n;
    // Whatever is left out is overwritten by what comes next: nothing is branched on.
    length += counting === null ? 1 : counting[kind]!;
  }
  return length;
}

/** Visits all of them at once. */
export function visitRows(lane: Uint8Array, start: number, wants: Wants, into: Decoded, visit: Visit): void {
  finish(visitSteps(readerOf(lane, start), Number.POSITIVE_INFINITY, wants, null, into, visit));
}

function grow(into: Decoded, size: number): void {
  const room = Math.max(size, into.at.length * 2);
  into.at = new Float64Array(room);
  into.kinds = new Int32Array(room);
  into.counts = new Int32Array(room);
}
