/**
 * PostgreSQL array parameters in binary: no escaping here, no parsing there. Each function returns a
 * Buffer, which `pg` sends in binary format; the statement casts it to the array's type.
 */

const OID = {
  text: 25,
  int4: 23,
  int8: 20,
  uuid: 2950,
  jsonb: 3802,
  timestamptz: 1184,
  date: 1082,
  bool: 16,
};
const HEADER = 20;
/** 2000-01-01 in milliseconds since 1970: PostgreSQL counts from there. */
const PG_EPOCH = 946_684_800_000;
const DAY = 86_400_000;

function header(buffer: Buffer, oid: number, length: number): void {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
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
      buffer.writeInt32BE(size, at);
      put(buffer, value, at + 4);
      at += 4 + size;
    }
    return buffer;
  };
}

export const int8s = fixed<number>(OID.int8, 8, (b, v, at) => {
  b.writeBigInt64BE(BigInt(v), at);
});

export const bools = fixed<boolean>(OID.bool, 1, (b, v, at) => {
  b[at] = v ? 1 : 0;
});

/** Milliseconds since 1970. */
export const timestamps = fixed<number>(OID.timestamptz, 8, (b, ms, at) => {
  const micros = (ms - PG_EPOCH) * 1000;
  const high = Math.floor(micros / 4_294_967_296);
  b.writeInt32BE(high, at);
  b.writeUInt32BE(micros - high * 4_294_967_296, at + 4);
});

/** `2026-03-15` */
export const dates = fixed<string>(OID.date, 4, (b, day, at) => {
  b.writeInt32BE((Date.parse(`${day}T00:00:00Z`) - PG_EPOCH) / DAY, at);
});

export const uuids = fixed<string>(OID.uuid, 16, (b, uuid, at) => {
  b.write(uuid.replaceAll('-', ''), at, 'hex');
});

/** Zeros become NULL, which costs nothing in a row. */
export function sparseInts(values: Int32Array): Buffer {
  if (values.length === 0) return empty(OID.int4);
  let filled = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) filled++;
  const buffer = Buffer.allocUnsafe(HEADER + values.length * 4 + filled * 4);
  header(buffer, OID.int4, values.length);
  let at = HEADER;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) {
      buffer.writeInt32BE(-1, at);
      at += 4;
    } else {
      buffer.writeInt32BE(4, at);
      buffer.writeInt32BE(value, at + 4);
      at += 8;
    }
  }
  return buffer;
}

export const texts = (values: readonly (string | null)[]) => variable(OID.text, values, '');
/** JSON texts; a version byte leads each. */
export const jsons = (values: readonly (string | null)[]) => variable(OID.jsonb, values, '\u0001');

function variable(oid: number, values: readonly (string | null)[], prefix: string): Buffer {
  if (values.length === 0) return empty(oid);
  let size = HEADER;
  for (const value of values) size += 4 + (value === null ? 0 : prefix.length + Buffer.byteLength(value));
  const buffer = Buffer.allocUnsafe(size);
  header(buffer, oid, values.length);
  let at = HEADER;
  for (const value of values) {
    if (value === null) {
      buffer.writeInt32BE(-1, at);
      at += 4;
      continue;
    }
    const written = buffer.write(prefix + value, at + 4);
    buffer.writeInt32BE(written, at);
    at += 4 + written;
  }
  return buffer;
}
