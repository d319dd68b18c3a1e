import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createFlights } from './flights.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** A report as it is sent, with `meta.cached`, `computedAt` and `expiresAt` set. */
export interface Answer {
  readonly text: string;
  readonly etag: string;
  /** Rows that it tells of, for the audit log. */
  readonly rows: number | null;
}

interface Entry {
  readonly epoch: number;
  readonly fresh: Answer;
  readonly again: Answer;
}

export interface Asked {
  /** Endpoint, normalised parameters and role. */
  readonly key: string;
  /** The database's cache epoch: whatever was computed under another is void. */
  readonly epoch: number;
  /** `refresh=force` */
  readonly force: boolean;
  /** Aborts where the caller leaves. */
  readonly caller: AbortSignal;
}

/** A report, given up where the signal aborts. */
type Report = (signal: AbortSignal) => Promise<object>;

/** Keeps reports for a while. Concurrent misses compute once; what all have left is given up. */
export function createCache(seconds: number, now: () => number) {
  const entries = new LRUCache<string, Entry>({
    maxSize: MAX_BYTES,
    sizeCalculation: (entry) => entry.again.text.length + 1,
  });
  const expiry = new Map<string, number>();
  const join = createFlights<Entry>();
  let forced = 0;

  async function compute(asked: Asked, report: Report, signal: AbortSignal): Promise<Entry> {
    const body = (await report(signal)) as { meta?: object };
    const at = now();
    const entry = entryOf(body, asked.epoch, at, seconds > 0 ? at + seconds * 1_000 : null);
    if (seconds > 0) {
      if (expiry.size > 10_000) expiry.clear();
      entries.set(asked.key, entry);
      expiry.set(asked.key, at + seconds * 1_000);
    }
    return entry;
  }

  return {
    async answer(asked: Asked, report: Report): Promise<Answer> {
      const kept = asked.force ? undefined : entries.get(asked.key);
      if (kept?.epoch === asked.epoch && (expiry.get(asked.key) ?? 0) > now()) return kept.again;
      // Who forces it waits for no answer that somebody else has asked for.
      const flight = asked.force ? `forced ${++forced}` : `${asked.epoch} ${asked.key}`;
      return (await join(flight, asked.caller, (signal) => compute(asked, report, signal))).fresh;
    },
    clear(): void {
      entries.clear();
    },
  };
}

export type Cache = ReturnType<typeof createCache>;

function entryOf(body: { meta?: object }, epoch: number, at: number, expires: number | null): Entry {
  const times = {
    computedAt: new Date(at).toISOString(),
    expiresAt: expires === null ? null : new Date(expires).toISOString(),
  };
  const text = (cached: boolean) => JSON.stringify({ ...body, meta: { ...body.meta, ...times, cached } });
  const again = text(true);
  // Weak: the same report, whether it came from the cache or not.
  const etag = `W/"${createHash('sha256').update(again).digest('base64url').slice(0, 22)}"`;
  const rows = rowsOf(body);
  return { epoch, fresh: { text: text(false), etag, rows }, again: { text: again, etag, rows } };
}

function rowsOf(body: object): number | null {
  const users = (body as { users?: unknown }).users;
  return Array.isArray(users) ? users.length : null;
}
