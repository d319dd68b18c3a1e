import type { Source } from './question.ts';
import { after } from './sink.ts';

/**
 * Finds periods by their first instants, which ascend: -1 before the first; the last has no end. Of the instants of one
 * source few periods come into question, and those in a row are about as long as each other.
 */
export function createPeriods(starts: Float64Array) {
  /** Of the source at hand: no instant is in it before there is one. */
  let near = { from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY, low: 0, high: 0, perMs: 0 };
  const endOf = (period: number): number => starts[period + 1] ?? Number.POSITIVE_INFINITY;
  return {
    endOf,
    /** The instants that are asked about next are those of a source, most of them. */
    open({ start, end }: Pick<Source, 'start' | 'end'>): void {
      const [low, high] = [after(starts, start) - 1, after(starts, end - 1) - 1];
      const [from, until] = [starts[low] ?? Number.NEGATIVE_INFINITY, endOf(high)];
      near = { from, until, low, high, perMs: (high - low + 1) / (until - from) };
    },
    of(instant: number): number {
      const { from, until, low, high, perMs } = near;
      if (!(instant >= from && instant < until)) return after(starts, instant) - 1;
      if (low === high) return low;
      const likely = low + Math.floor((instant - from) * perMs);
      if (instant >= starts[likely]! && instant < starts[likely + 1]!) return likely;
      return after(starts, instant) - 1;
    },
  };
}
