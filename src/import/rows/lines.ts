import { isUtf8 } from 'node:buffer';
import { Refused } from '../errors.ts';

/** A physical line that can't be taken as it is. */
export interface LineFault {
  readonly kind: 'encoding' | 'too_large';
  /** Of a line too large to keep: whether it holds an odd number of quotes. */
  readonly oddQuotes: boolean;
}

/** @param whole false for a last line that no line break ends: its writer may not be done with it */
export type TakeLine = (text: string, fault: LineFault | null, whole: boolean) => void;

/** Longest line and longest record, in bytes. */
export const MAX_RECORD = 1024 * 1024;
const KEPT_OF_DROWNED = 10_000;
const LF = 10;
const QUOTE = 34;

/**
 * Cuts bytes into lines at LF, in memory bounded by the longest line. A line above `max` bytes is
 * handed on by its beginning, one that is no UTF-8 with U+FFFD in it, each with its fault.
 */
export function createLines(take: TakeLine, max = MAX_RECORD) {
  let carry: Buffer[] = [];
  let carried = 0;
  let drowned: { head: string; odd: boolean } | null = null;

  function one(bytes: Buffer, whole: boolean): void {
    if (bytes.length > max) take(headOf(bytes), { kind: 'too_large', oddQuotes: oddQuotes(bytes) }, whole);
    else take(bytes.toString('utf8'), isUtf8(bytes) ? null : ENCODING, whole);
  }

  /** Decoded line by line, so that a kept value never holds the whole chunk in memory. */
  function region(bytes: Buffer): void {
    const valid = isUtf8(bytes);
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(LF, start);
      if (valid && end - start <= max) take(bytes.toString('utf8', start, end), null, true);
      else one(bytes.subarray(start, end), true);
      start = end + 1;
    }
  }

  function keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    carry.push(bytes);
    carried += bytes.length;
    if (carried <= max) return;
    const all = Buffer.concat(carry);
    drowned = { head: headOf(all), odd: oddQuotes(all) };
    drop();
  }

  function drop(): void {
    carry = [];
    carried = 0;
  }

  return {
    push(chunk: Buffer): void {
      let start = 0;
      const first = chunk.indexOf(LF);
      if (drowned) {
        drowned.odd = drowned.odd !== oddQuotes(first < 0 ? chunk : chunk.subarray(0, first));
        if (first < 0) return;
        take(drowned.head, { kind: 'too_large', oddQuotes: drowned.odd }, true);
        drowned = null;
        start = first + 1;
      } else if (carried > 0 && first >= 0) {
        one(Buffer.concat([...carry, chunk.subarray(0, first)]), true);
        drop();
        start = first + 1;
      }
      const last = chunk.lastIndexOf(LF);
      if (last >= start) region(chunk.subarray(start, last + 1));
      keep(chunk.subarray(Math.max(start, last + 1)));
    },
    end(): void {
      if (drowned) take(drowned.head, { kind: 'too_large', oddQuotes: drowned.odd }, false);
      else if (carried > 0) one(Buffer.concat(carry), false);
      drowned = null;
      drop();
    },
  };
}

const ENCODING: LineFault = { kind: 'encoding', oddQuotes: false };

export const TOO_LARGE = new Refused('too_large', `the record is larger than ${MAX_RECORD} bytes`);
export const notText = (encoding: string) =>
  new Refused(
    'encoding',
    `the record is no valid ${encoding}; set "encoding" in the mapping to what the file is written in, such as latin1`,
  );

export const headOf = (bytes: Buffer) => bytes.toString('utf8', 0, KEPT_OF_DROWNED);

function oddQuotes(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}
