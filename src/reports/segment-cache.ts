import { LRUCache } from 'lru-cache';
import type { Database } from '../db/connect.ts';

/** One day's users of a tally, by number; counts are null where all are 1. */
export interface Segment {
  readonly users: Int32Array;
  readonly counts: Int32Array | null;
}

const MAX_BYTES = 32 * 1024 * 1024;
const caches = new WeakMap<Database, LRUCache<string, Segment[]>>();

/**
 * Decoded segments of finished days, so that a report adds arrays that are there already. The key names the
 * epoch under which the day was built: a day that was built again is another key, and nothing grows stale.
 */
export function segmentCache(db: Database): LRUCache<string, Segment[]> {
  let cache = caches.get(db);
  if (!cache) {
    cache = new LRUCache({
      maxSize: MAX_BYTES,
      sizeCalculation: (segments) =>
        segments.reduce((sum, { users, counts }) => sum + users.byteLength + (counts?.byteLength ?? 0), 200),
    });
    caches.set(db, cache);
  }
  return cache;
}

let allOnes = new Int32Array(0);
/** At least `length` ones, to be read only. */
export function ones(length: number): Int32Array {
  if (allOnes.length < length) allOnes = new Int32Array(length * 2).fill(1);
  return allOnes;
}
