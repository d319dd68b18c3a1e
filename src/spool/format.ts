import { crc32 } from 'node:zlib';

/*
 * A segment is a row of frames. The first one holds what the records are, such as `joip-spool 1 activity 1`; each
 * other one is a record.
 *
 *   mark (4 bytes) | length of the text (4, little endian) | CRC-32 of length and text (4) | text (UTF-8)
 *
 * The mark holds bytes that never occur in UTF-8, so that after a damage the next frame is found, and no text that a
 * caller sends can pass for one.
 */

const MARK = Buffer.from([0xff, 0xfe, 0x4a, 0x53]);
const HEAD = 12;

/** What one segment holds. */
export interface Contents {
  readonly records: readonly string[];
  /** Stretches that can't be read though more was written after them, or whose checksum is wrong. */
  readonly damages: number;
  /** Bytes at the end that a crash cut short while they were written: they were never acknowledged. */
  readonly torn: number;
  /** What its records are, where that isn't what was asked for: another version's. Nothing of it is read then. */
  readonly foreign: string | undefined;
}

/** One text, as it stands in a segment. */
export function frame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(HEAD + size);
  MARK.copy(bytes);
  bytes.writeUInt32LE(size, 4);
  bytes.write(text, HEAD);
  bytes.writeUInt32LE(checksum(bytes, 0, HEAD + size), 8);
  return bytes;
}

/** The frame that begins a segment. */
export const head = (format: string): Buffer => frame(headText(format));

/** Reads a segment, whatever became of it. */
export function readSegment(bytes: Buffer, format: string): Contents {
  const records: string[] = [];
  let damages = 0;
  let bad = -1;
  for (let at = 0; at < bytes.length; ) {
    const end = frameEnd(bytes, at);
    if (end === undefined) {
      if (bad === -1) bad = at;
      const next = bytes.indexOf(MARK, at + 1);
      at = next === -1 ? bytes.length : next;
      continue;
    }
    if (bad !== -1) damages++;
    bad = -1;
    const text = bytes.toString('utf8', at + HEAD, end);
    if (at > 0) records.push(text);
    else if (text !== headText(format)) return { records: [], damages: 0, torn: 0, foreign: text };
    at = end;
  }
  const torn = bad !== -1 && isTorn(bytes, bad);
  if (bad !== -1 && !torn) damages++;
  return { records, damages, torn: torn ? bytes.length - bad : 0, foreign: undefined };
}

const headText = (format: string) => `joip-spool 1 ${format}`;

function checksum(bytes: Buffer, at: number, end: number): number {
  return crc32(bytes.subarray(at + HEAD, end), crc32(bytes.subarray(at + 4, at + 8)));
}

/** Where the frame that begins here ends; undefined where none does. */
function frameEnd(bytes: Buffer, at: number): number | undefined {
  if (at + HEAD > bytes.length || bytes.compare(MARK, 0, MARK.length, at, at + MARK.length) !== 0)
    return undefined;
  const end = at + HEAD + bytes.readUInt32LE(at + 4);
  return end <= bytes.length && checksum(bytes, at, end) === bytes.readUInt32LE(at + 8) ? end : undefined;
}

/** Whether what is left from here on is the beginning of a frame, or space that was never filled. */
function isTorn(bytes: Buffer, at: number): boolean {
  const left = bytes.subarray(at);
  if (left.every((byte) => byte === 0)) return true;
  if (left.length < HEAD) return left.subarray(0, MARK.length).equals(MARK.subarray(0, left.length));
  return left.subarray(0, MARK.length).equals(MARK) && HEAD + left.readUInt32LE(4) > left.length;
}
