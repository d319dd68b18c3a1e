import { type EncodedBlock, encodeBlock } from './block.ts';
import type { Rows } from './rows.ts';

const QUARTER = 900_000;

/** Rows as a source that begins where they do; null where there are none. */
export function encodeRows(
  activities: Rows,
  signals: Rows,
  isInternal: (no: number) => boolean,
): (EncodedBlock & { readonly start: number; readonly end: number }) | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, length } of [activities, signals])
    for (let i = 0; i < length; i++) {
      first = Math.min(first, at[i]!);
      last = Math.max(last, at[i]!);
    }
  if (first > last) return null;
  const start = Math.floor(first / QUARTER) * QUARTER;
  const end = Math.floor(last / QUARTER) * QUARTER + QUARTER;
  return { start, end, ...encodeBlock({ start, activities, signals }, isInternal) };
}
