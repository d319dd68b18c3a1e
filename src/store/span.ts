import type { Steps } from './steps.ts';

/** A sum of classes, each with how often it counts. */
export type Entries = Int32Array;

const WEIGHTS = 64;
export const entryOf = (k: number, weight: number): number => k * WEIGHTS + weight + WEIGHTS / 2;
export const classIn = (entry: number): number => Math.floor(entry / WEIGHTS);
export const weightIn = (entry: number): number => (entry % WEIGHTS) - WEIGHTS / 2;

/** All linear combinations of some sums. */
export interface SumSpan {
  /** Whether a sum is one of them. Once in 60 million times yes is said of one that isn't. */
  holds(sum: Entries): boolean;
  /** What one of them is made of: positions of the sums that take part. */
  madeOf(sum: Entries): number[];
}

/** Products of two smaller numbers are exact. */
const PRIME = 67_108_859;
const INVERSE = 1 / PRIME;

function times(a: number, b: number): number {
  const product = a * b;
  const rest = product - Math.floor(product * INVERSE) * PRIME;
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest;
}

function inverse(a: number): number {
  let result = 1;
  for (let base = a, e = PRIME - 2; e > 0; e = Math.floor(e / 2), base = times(base, base))
    if (e % 2 === 1) result = times(result, base);
  return result;
}

/** `sums[from]` less `taken` of earlier rows, scaled so that its leading column holds 1. */
interface Row {
  readonly lead: number;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly from: number;
  readonly scale: number;
  /** Rows, and how much of each was taken off. */
  readonly taken: readonly (readonly [row: number, factor: number])[];
}

/**
 * Brings sums into echelon form modulo a prime, the short ones first. Whether another is one of their combinations is
 * then asked of one random solution of all of them being zero: it makes every combination zero, and hardly anything else.
 *
 * @param size one more than the highest class
 */
export function* createSpan(sums: readonly Entries[], size: number): Steps<SumSpan> {
  const rows: Row[] = [];
  const work = new Float64Array(size);
  const met = new Uint8Array(size);
  let touched: number[] = [];
  const put = (column: number, value: number) => {
    if (met[column] === 0) {
      met[column] = 1;
      touched.push(column);
    }
    const sum = work[column]! + value;
    work[column] = sum >= PRIME ? sum - PRIME : sum;
  };
  /** Leaves in `work` what no row takes off. */
  const reduce = (sum: Entries): [row: number, factor: number][] => {
    for (const column of touched) [work[column], met[column]] = [0, 0];
    touched = [];
    for (const entry of sum) put(classIn(entry), (weightIn(entry) + PRIME) % PRIME);
    const taken: [number, number][] = [];
    for (let i = 0; i < rows.length; i++) {
      const { lead, columns, values } = rows[i]!;
      const factor = work[lead]!;
      if (factor === 0) continue;
      taken.push([i, factor]);
      for (let k = 0; k < columns.length; k++) put(columns[k]!, PRIME - times(factor, values[k]!));
    }
    return taken;
  };

  const uses = new Int32Array(size);
  for (const sum of sums) for (const entry of sum) uses[classIn(entry)]!++;
  const order = sums.map((_, i) => i).sort((a, b) => sums[a]!.length - sums[b]!.length || a - b);
  for (const from of order) {
    const taken = reduce(sums[from]!);
    const left = touched.filter((column) => work[column] !== 0);
    if (left.length > 0) {
      const lead = left.reduce((best, column) => (uses[column]! < uses[best]! ? column : best));
      const scale = inverse(work[lead]!);
      const values = Float64Array.from(left, (column) => times(work[column]!, scale));
      rows.push({ lead, columns: Int32Array.from(left), values, from, scale, taken });
    }
    yield;
  }

  const solution = solve(rows, size);
  return {
    holds: (sum) =>
      sum.reduce((all, entry) => (all + solution[classIn(entry)]! * weightIn(entry)) % PRIME, 0) === 0,
    madeOf(sum) {
      const parts = new Float64Array(rows.length);
      for (const [i, factor] of reduce(sum)) parts[i] = factor;
      const found: number[] = [];
      for (let i = rows.length - 1; i >= 0; i--) {
        const { from, scale, taken } = rows[i]!;
        if (parts[i] === 0) continue;
        const part = times(parts[i]!, scale);
        found.push(from);
        for (const [j, factor] of taken) parts[j] = (parts[j]! + PRIME - times(part, factor)) % PRIME;
      }
      return found;
    },
  };
}

/** Numbers for all classes, else random, that make every row zero. */
function solve(rows: readonly Row[], size: number): Float64Array {
  const solution = new Float64Array(size);
  for (let i = 0, seed = 1; i < size; i++) {
    seed = times(seed, 31_415_926) + 1;
    solution[i] = seed;
  }
  // A row holds no leading column of an earlier one.
  for (let i = rows.length - 1; i >= 0; i--) {
    const { lead, columns, values } = rows[i]!;
    let sum = 0;
    for (let k = 0; k < columns.length; k++)
      if (columns[k] !== lead) sum = (sum + times(values[k]!, solution[columns[k]!]!)) % PRIME;
    solution[lead] = (PRIME - sum) % PRIME;
  }
  return solution;
}
