/** A table of bits: `columns` of them a row. */
export function createBits(rows: number, columns: number) {
  const bytes = Math.ceil(columns / 8);
  const bits = new Uint8Array(rows * bytes);
  return {
    /** Numbers that a row takes the room of. */
    held: bytes / Float64Array.BYTES_PER_ELEMENT,
    has: (row: number, column: number): boolean =>
      ((bits[row * bytes + (column >> 3)]! >> (column & 7)) & 1) === 1,
    set(row: number, column: number): void {
      bits[row * bytes + (column >> 3)]! |= 1 << (column & 7);
    },
    /** Writes the columns that are set in a row, ascending; returns how many these are. */
    list(row: number, into: Int32Array): number {
      let length = 0;
      for (let i = 0; i < bytes; i++)
        for (let byte = bits[row * bytes + i]!; byte !== 0; byte &= byte - 1)
          into[length++] = i * 8 + 31 - Math.clz32(byte & -byte);
      return length;
    },
  };
}
