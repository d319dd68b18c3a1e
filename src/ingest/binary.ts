/**
 * PostgreSQL array parameters in binary: no escaping here, no parsing there. Each function returns a
 * Buffer, which `pg` sends in binary format; the statement casts it to the array's type.
 *
 * An array is a header (dimensions, has-nulls, element type, length, lower bound) and its elements, each
 * a length and its bytes, big-endian; length -1 is NULL.
 */

const OID = { text: 25, int4: 23, uuid: 2950, jsonb: 3802, timestamptz: 1184 };
const HEADER = 20;
/** 2000-01-01 in milliseconds since 1970: PostgreSQL counts from there. */
const PG_EPOCH = 946_684_800_000;

function header(buffer: Buffer, oid: number, length: number): void {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
}

/** An empty array is twelve bytes: no dimension at all. */
function empty(oid: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeInt32BE(oid, 8);
  return buffer;
}

function fixed<T>(oid: number, size: number, put: (buffer: Buffer, value: T, at: number) => void) {
  return (values: readonly T[]): Buffer => {
    if (values.length === 0) return empty(oid);
    const buffer = Buffer.allocUnsafe(HEADER + values.length * (4 + size));
    header(buffer, oid, values.length);
    let at = HEADER;
    for (const value of values) {
      int32(buffer, size, at);
      put(buffer, value, at + 4);
      at += 4 + size;
    }
    return buffer;
  };
}

/** Milliseconds since 1970. */
export const timestamps = fixed<number>(OID.timestamptz, 8, (b, ms, at) => {
  const micros = (ms - PG_EPOCH) * 1000;
  const high = Math.floor(micros / 4_294_967_296);
  int32(b, high, at);
  int32(b, micros - high * 4_294_967_296, at + 4);
});

/** Lower-case, with hyphens. */
export const uuids = fixed<string>(OID.uuid, 16, (b, uuid, at) => {
  let to = at;
  for (let i = 0; i < 36; i += 2) {
    if (uuid.charCodeAt(i) === 45) i++;
    b[to++] = (hexDigit(uuid.charCodeAt(i)) << 4) | hexDigit(uuid.charCodeAt(i + 1));
  }
});

const hexDigit = (code: number) => (code > 57 ? code - 87 : code - 48);

/** Faster than Buffer's own, which checks ranges: this runs once per number written. */
function int32(b: Buffer, value: number, at: number): void {
  b[at] = value >>> 24;
  b[at + 1] = value >>> 16;
  b[at + 2] = value >>> 8;
  b[at + 3] = value;
}

export function ints(values: ArrayLike<number>): Buffer {
  const { length } = values;
  if (length === 0) return empty(OID.int4);
  const buffer = Buffer.allocUnsafe(HEADER + 8 * length);
  header(buffer, OID.int4, length);
  for (let i = 0, at = HEADER; i < length; i++, at += 8) {
    int32(buffer, 4, at);
    int32(buffer, values[i]!, at + 4);
  }
  return buffer;
}

export const texts = (values: readonly (string | null)[]) => variable(OID.text, values, 0);
/** JSON texts; a version byte leads each. */
export const jsons = (values: readonly (string | null)[]) => variable(OID.jsonb, values, 1);

function variable(oid: number, values: readonly (string | null)[], version: number): Buffer {
  if (values.length === 0) return empty(oid);
  let room = HEADER;
  for (const value of values) room += 4 + version + (value === null ? 0 : value.length * 3);
  const buffer = Buffer.allocUnsafe(room);
  header(buffer, oid, values.length);
  let at = HEADER;
  for (const value of values) {
    if (value === null) {
      int32(buffer, -1, at);
      at += 4;
      continue;
    }
    const start = at + 4;
    let to = start;
    if (version) buffer[to++] = version;
    to += ascii(buffer, value, to);
    int32(buffer, to - start, at);
    at = to;
  }
  return buffer.subarray(0, at);
}

/** Short plain texts byte by byte; everything else through UTF-8. Returns the bytes written. */
function ascii(buffer: Buffer, text: string, at: number): number {
  const { length } = text;
  if (length > 48) return buffer.write(text, at);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return buffer.write(text, at);
    buffer[at + i] = code;
  }
  return length;
}
