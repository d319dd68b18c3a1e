import type { Steps } from './steps.ts';

/** Adds numbers to those that stand at the same places, however deep; what is null stays so. */
export function* addTo<T extends object>(into: T, from: T): Steps<void> {
  const [sums, more] = [into, from] as Record<string, unknown>[];
  for (const [key, sum] of Object.entries(sums!)) {
    const other = more![key];
    if (typeof sum === 'number') sums![key] = sum + (other as number);
    else if (sum instanceof Float64Array || sum instanceof Int32Array) {
      for (let i = 0; i < sum.length; i++) sum[i]! += (other as Float64Array)[i]!;
      yield;
    } else if (sum !== null) yield* addTo(sum as object, other as object);
  }
}
