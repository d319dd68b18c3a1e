import type { Steps } from './steps.ts';

const ZERO = 1e-7;

/** All linear combinations of some sums of classes. */
export interface Span {
  /** Whether a sum is one of them. */
  holds(sum: Int32Array): boolean;
}

/**
 * A sum of one class takes that class out of all others; what is left of the longer ones is brought into reduced
 * row echelon form, over the classes that are still in any of them.
 *
 * @param size one more than the highest class
 */
export function* createSpan(sums: readonly Int32Array[], size: number): Steps<Span> {
  const known = new Uint8Array(size);
  for (const sum of sums) if (sum.length === 1) known[sum[0]!] = 1;
  /** Columns by class, -1 for those that no row has. */
  const columns = new Int32Array(size).fill(-1);
  let width = 0;
  const rests: Int32Array[] = [];
  for (const sum of sums) {
    const rest = sum.filter((k) => known[k] === 0);
    if (rest.length === 0) continue;
    rests.push(rest);
    for (const k of rest) if (columns[k]! < 0) columns[k] = width++;
  }
  /** By their leading column, in which all others are zero. */
  const rows = new Map<number, Float64Array>();
  const reduced = (sum: Int32Array): Float64Array => {
    const row = new Float64Array(width);
    for (const k of sum) row[columns[k]!] = 1;
    // No other row has a leading column of these: the order doesn't matter.
    for (const k of sum) {
      const other = rows.get(columns[k]!);
      if (other) for (let i = 0; i < width; i++) row[i]! -= other[i]!;
    }
    return row;
  };
  for (const rest of rests.sort((a, b) => a.length - b.length)) {
    const row = reduced(rest);
    let lead = -1;
    for (let i = 0; i < width; i++)
      if (Math.abs(row[i]!) > ZERO && (lead < 0 || Math.abs(row[i]!) > Math.abs(row[lead]!))) lead = i;
    if (lead < 0) continue;
    const scale = row[lead]!;
    for (let i = 0; i < width; i++) row[i]! = Math.abs(row[i]!) > ZERO ? row[i]! / scale : 0;
    for (const other of rows.values()) {
      const factor = other[lead]!;
      if (Math.abs(factor) > ZERO) for (let i = 0; i < width; i++) other[i]! -= factor * row[i]!;
    }
    rows.set(lead, row);
    yield;
  }
  /** Leading columns of rows that are nothing but their class. */
  const alone = new Set<number>();
  for (const [lead, row] of rows) if (row.every((x, i) => i === lead || Math.abs(x) <= ZERO)) alone.add(lead);
  return {
    holds(sum) {
      const rest = sum.filter((k) => known[k] === 0);
      if (rest.some((k) => columns[k]! < 0)) return false;
      if (rest.length === 1) return alone.has(columns[rest[0]!]!);
      return rest.length === 0 || reduced(rest).every((x) => Math.abs(x) <= ZERO);
    },
  };
}
