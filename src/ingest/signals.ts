import { randomUUID } from 'node:crypto';
import type { CatalogueInput } from '../catalogue/index.ts';
import { type Id, readId } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { MINUTE } from '../db/milliseconds.ts';
import { createSignalRecorder } from './record-signals.ts';
import type { Tombstones } from './tombstones.ts';
import { createSignalWriter, hourOf, presenceRow, type SignalRow } from './write-signals.ts';

/**
 * Counts without a log row: API calls, minutes of presence. Gathered in memory and written every few
 * seconds as rows of `user_signals`, from which the counters can be recounted. A kill loses at most the
 * counts since the last flush. What is no user's id counts for nobody: it has no log to be set aside in.
 */
export function createSignals(db: Database, c: CatalogueInput, now: () => number, tombstones?: Tombstones) {
  const writer = createSignalWriter(db, c, tombstones);
  const self = randomUUID();
  let parcel = 1;
  /** By their keys. */
  let gathered = new Map<string, SignalRow>();
  /** One parcel at most: what comes while it can't be written is added up, so that memory stays bounded. */
  let unsent: readonly SignalRow[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const presentAt = new Map<string, number>();

  /** The one that is left from before, then what was gathered since. */
  async function write(): Promise<void> {
    if (unsent.length > 0) await writer.write(unsent);
    unsent = [...gathered.values()];
    if (unsent.length === 0) return;
    parcel++;
    gathered = new Map();
    await writer.write(unsent);
    unsent = [];
  }

  return {
    /** One API call by a user. */
    apiCall(given: Id): void {
      const userId = readId(given);
      if (typeof userId !== 'string' || !writer.counted.has('api_call')) return;
      const hour = hourOf(now());
      const key = `${hour} ${userId}`;
      const n = (gathered.get(key)?.n ?? 0) + 1;
      gathered.set(key, { userId, signal: 'api_call', hour, n, writer: self, sequence: parcel });
    },

    /** The user is present now; the same minute counts once, whichever processes tell of it. */
    present(given: Id): void {
      const userId = readId(given);
      if (typeof userId !== 'string' || !writer.counted.has('presence_minute')) return;
      const minute = Math.floor(now() / MINUTE);
      if (presentAt.get(userId) === minute) return;
      if (presentAt.size > 100_000) presentAt.clear();
      presentAt.set(userId, minute);
      gathered.set(`${minute} present ${userId}`, presenceRow(userId, minute * MINUTE));
    },

    /** Records what other processes counted, at once: one outcome for each, in order. Never rejects. */
    record: createSignalRecorder(writer, now),

    /** Writes what was gathered; what couldn't be written is kept for the next time. */
    flush(): Promise<void> {
      const mine = last.then(write);
      last = mine.catch(() => {});
      return mine;
    },
  };
}

export type Signals = ReturnType<typeof createSignals>;
