import { QUARTER } from '../db/milliseconds.ts';
import { type EncodedBlock, encodeSteps } from './block.ts';
import { INTERNAL } from './numbers.ts';
import type { Rows } from './rows.ts';
import type { Steps } from './steps.ts';

/** For those who hold the lock and must come to an end: nobody waits for a page, in milliseconds. */
export const BUDGET = 60_000;

/** Rows that become a block. */
export interface EncodeInput {
  readonly activities: Rows;
  readonly signals: Rows;
  /** Who is what, by number. */
  readonly mask: Uint8Array;
  /** Where the block begins; null for the quarter of an hour of its first row. */
  readonly start: number | null;
}

export interface Encoded extends EncodedBlock {
  readonly start: number;
  /** Of the quarter of an hour of the last row. */
  readonly end: number;
}

/** The task of it: bytes that threads can share. */
export function* encodeTask({ activities, signals, mask, start }: EncodeInput): Steps<Encoded> {
  const isInternal = (no: number) => ((mask[no] ?? 0) & INTERNAL) !== 0;
  const bounds = boundsOf(activities, signals);
  const from = start ?? bounds.start;
  const block = yield* encodeSteps({ start: from, activities, signals }, isInternal);
  return { ...bounds, start: from, ...block, data: shared(block.data), totals: shared(block.totals) };
}

function boundsOf(...all: Rows[]) {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at, length } of all)
    for (let i = 0; i < length; i++) {
      first = Math.min(first, at[i]!);
      last = Math.max(last, at[i]!);
    }
  return {
    start: Math.floor(first / QUARTER) * QUARTER,
    end: Math.floor(last / QUARTER) * QUARTER + QUARTER,
  };
}

/** A copy that is handed from thread to thread as it is. */
export function shared(bytes: Uint8Array): Uint8Array {
  const own = new Uint8Array(new SharedArrayBuffer(bytes.length));
  own.set(bytes);
  return own;
}
