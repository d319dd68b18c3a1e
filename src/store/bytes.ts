/** Numbers of 7 bits a byte, low bits first; the high bit says that more follow (LEB128). Up to 2^53. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param value a whole number from 0 to 2^53 */
  number(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8);
    let rest = value;
    // Bit operators hold 32 bits; what is larger goes down by division.
    while (rest >= 0x80000000) {
      this.#bytes[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    for (; rest > 127; rest >>>= 7) this.#bytes[this.#length++] = (rest & 127) | 128;
    this.#bytes[this.#length++] = rest;
  }

  bytes(from: ByteWriter): void {
    this.copy(from.#bytes.subarray(0, from.#length));
  }

  /** Bytes as they are. */
  copy(from: Uint8Array): void {
    if (this.#length + from.length > this.#bytes.length) this.#grow(from.length);
    this.#bytes.set(from, this.#length);
    this.#length += from.length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** A copy of what was written. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #grow(by: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + by));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Reads what `Writer` wrote. Past the end it reads zeros, so what may be damaged is checked beforehand. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    byte = bytes[this.at++]!;
    value |= (byte & 127) << 7;
    if (byte < 128) return value;
    byte = bytes[this.at++]!;
    value |= (byte & 127) << 14;
    if (byte < 128) return value;
    byte = bytes[this.at++]!;
    value |= (byte & 127) << 21;
    if (byte < 128) return value;
    for (let factor = 0x10000000; byte > 127; factor *= 128) {
      byte = bytes[this.at++]!;
      value += (byte & 127) * factor;
    }
    return value;
  }
}
