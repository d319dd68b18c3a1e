import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A row of a binary copy: the bytes of field `i` are from `starts[i]` to before `ends[i]`; a null has no end. */
export interface CopiedRow {
  bytes: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export const NULL = -1;

const SIGNATURE = 11;

/**
 * Reads a query's rows as `COPY … TO STDOUT (FORMAT BINARY)`: many times faster than rows that the driver
 * parses one by one. The query takes no parameters: whoever composes it escapes what it is given.
 *
 * @param visit is handed the same object for every row
 */
export async function readCopy(
  client: pg.ClientBase,
  query: string,
  fields: number,
  visit: (row: CopiedRow) => void,
): Promise<void> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`)) as unknown as Readable;
  const row: CopiedRow = {
    bytes: Buffer.alloc(0),
    starts: new Int32Array(fields),
    ends: new Int32Array(fields),
  };
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    row.bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!begun) {
      const length = headerLength(row.bytes);
      if (length === null) {
        rest = row.bytes;
        continue;
      }
      begun = true;
      at = length;
    }
    for (;;) {
      const next = readRow(row, at);
      if (next < 0) break;
      visit(row);
      at = next;
    }
    rest = row.bytes.subarray(at);
  }
}

/** Signature, flags, and the length of an extension; null where not all of it has come. */
function headerLength(bytes: Buffer): number | null {
  const known = SIGNATURE + 4 + 4;
  if (bytes.length < known) return null;
  const length = known + bytes.readInt32BE(SIGNATURE + 4);
  return bytes.length < length ? null : length;
}

/** Where the next row begins; below 0 where this one isn't whole, or is the end. */
function readRow({ bytes, starts, ends }: CopiedRow, from: number): number {
  const fields = starts.length;
  let at = from + 2;
  if (bytes.length < at || bytes.readInt16BE(from) !== fields) return -1;
  for (let i = 0; i < fields; i++) {
    if (bytes.length < at + 4) return -1;
    const length = bytes.readInt32BE(at);
    at += 4;
    starts[i] = at;
    if (length < 0) {
      ends[i] = NULL;
      continue;
    }
    at += length;
    if (bytes.length < at) return -1;
    ends[i] = at;
  }
  return at;
}

/** 2000-01-01 in milliseconds since 1970: PostgreSQL counts from there. */
const PG_EPOCH = 946_684_800_000;

/** A `timestamptz` field, in milliseconds since 1970. */
export function instantAt(bytes: Buffer, at: number): number {
  const micros = bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);
  return Math.round(micros / 1000) + PG_EPOCH;
}
