/**
 * The encoding of `daily_segments`: users by `user_no`, ascending, as differences to the one before, and
 * their counts in the same order; both as LEB128 (7 bits a byte, low bits first, the high bit says that
 * more follow). Mostly one byte each, so a day of 10,000 users is 20 KB.
 */

/** A day's users and counts; the first `length` of each array are valid. */
export interface Slice {
  readonly users: Int32Array;
  readonly counts: Int32Array;
  readonly length: number;
}

/** Encodes those entries whose count is not 0. `users` must ascend. */
export function encodeSlice(users: Int32Array, counts: Int32Array): { users: Buffer; counts: Buffer } {
  const u = Buffer.allocUnsafe(users.length * 5);
  const c = Buffer.allocUnsafe(users.length * 5);
  let ui = 0;
  let ci = 0;
  let previous = 0;
  for (let i = 0; i < users.length; i++) {
    if (counts[i] === 0) continue;
    let value = users[i]! - previous;
    previous = users[i]!;
    for (; value > 127; value >>>= 7) u[ui++] = (value & 127) | 128;
    u[ui++] = value;
    value = counts[i]!;
    for (; value > 127; value >>>= 7) c[ci++] = (value & 127) | 128;
    c[ci++] = value;
  }
  return { users: u.subarray(0, ui), counts: c.subarray(0, ci) };
}

/** Decodes into `into`, which must be long enough: a byte holds one entry at most. */
export function decodeNumbers(bytes: Uint8Array, into: Int32Array, differences: boolean): number {
  const end = bytes.length;
  let length = 0;
  let sum = 0;
  let at = 0;
  while (at < end) {
    let byte = bytes[at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++]!;
      value |= (byte & 127) << shift;
    }
    sum = differences ? sum + value : value;
    into[length++] = sum;
  }
  return length;
}

/** How many entries encoded bytes hold: each ends with a byte below 128. */
export function countEntries(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! < 128) count++;
  return count;
}
