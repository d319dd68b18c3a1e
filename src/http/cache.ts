import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { createFlights } from './flights.ts';

const MAX_BYTES = 64 * 1024 * 1024;
/** A tag from later than its caller asks is none of ours; rounding takes less. */
const ROUNDING = 1_000;

/** A report as it is sent, with `meta.cached`, `computedAt` and `expiresAt` set. */
export interface Answer {
  readonly text: string;
  readonly etag: string;
  /** Rows that it tells of, for the audit log. */
  readonly rows: number | null;
}

interface Entry {
  readonly epoch: number;
  /** Before it was computed: what was recorded later may not be in it. */
  readonly at: number;
  readonly expires: number | null;
  /** The report as JSON, without `meta` and the brace that ends it. */
  readonly body: string;
  readonly meta: object;
  readonly etag: string;
  readonly rows: number | null;
}

export interface CacheAsked {
  /** Endpoint, question and role. */
  readonly key: string;
  /** The database's cache epoch: whatever was computed under another is void. */
  readonly epoch: number;
  /** When, by the database's clock, which all processes share. */
  readonly at: number;
  /** `refresh=force` */
  readonly force: boolean;
  /** `If-None-Match`: answers that the caller has, perhaps from another process. */
  readonly known: string | null;
  /** What `meta` says in the caller's own words. */
  readonly told: object;
  /** Aborts where the caller leaves. */
  readonly caller: AbortSignal;
}

/** A report, given up where the signal aborts. */
type Report = (signal: AbortSignal) => Promise<object>;

/**
 * Keeps reports for a while. Concurrent misses compute once; what all have left is given up. Whoever has seen a newer
 * answer, as its tag tells, gets no older one.
 */
export function createCache(seconds: number, now: () => number) {
  const entries = new LRUCache<string, Entry>({
    maxSize: MAX_BYTES,
    sizeCalculation: (entry) => entry.body.length + 1_000,
  });
  const join = createFlights<Entry>();
  let forced = 0;

  async function compute(asked: CacheAsked, report: Report, signal: AbortSignal): Promise<Entry> {
    const computedAt = now();
    const began = performance.now();
    const body = await report(signal);
    const until = asked.at + Math.ceil(performance.now() - began);
    // What is told while a worker is away may be more once it is back.
    const keeps = seconds > 0 && !(body as { meta?: { away?: string } }).meta?.away;
    const expires = keeps ? computedAt + seconds * 1_000 : null;
    const entry = entryOf(body, { epoch: asked.epoch, at: asked.at, until, computedAt, expires });
    if (keeps) entries.set(asked.key, entry);
    return entry;
  }

  /** A new answer: one that others wait for, unless the caller has seen a newer one than that will be. */
  async function fresh(asked: CacheAsked, report: Report): Promise<Entry> {
    // Who forces it waits for no answer that somebody else has asked for.
    const flight = asked.force ? `forced ${++forced}` : `${asked.epoch} ${asked.key}`;
    let own = false;
    const ride = () =>
      join(flight, asked.caller, (signal) => {
        own = true;
        return compute(asked, report, signal);
      });
    const entry = await ride();
    return own || !isOutdated(entry, asked) ? entry : ride();
  }

  return {
    async answer(asked: CacheAsked, report: Report): Promise<Answer> {
      const kept = asked.force ? undefined : entries.get(asked.key);
      const holds = kept?.epoch === asked.epoch && (kept.expires ?? 0) > now() && !isOutdated(kept, asked);
      return holds ? tell(kept, asked, true) : tell(await fresh(asked, report), asked, false);
    },
    clear(): void {
      entries.clear();
    },
  };
}

export type Cache = ReturnType<typeof createCache>;

/** Whether the caller has an answer that was finished after this one was begun. */
const isOutdated = ({ at, etag }: Entry, { known, at: asked }: CacheAsked) =>
  tagsIn(known).some((tag) => tag.etag !== etag && tag.until > at && tag.until <= asked + ROUNDING);

interface Computed extends Pick<Entry, 'epoch' | 'at' | 'expires'> {
  /** When it was finished, by the database's clock. */
  readonly until: number;
  readonly computedAt: number;
}

function entryOf(report: object, { epoch, at, until, computedAt, expires }: Computed): Entry {
  const { meta: own, ...body } = report as { meta?: object };
  const meta = {
    ...own,
    computedAt: new Date(computedAt).toISOString(),
    expiresAt: expires === null ? null : new Date(expires).toISOString(),
  };
  const text = JSON.stringify(body).slice(0, -1);
  const hash = createHash('sha256').update(text).update(JSON.stringify(meta)).digest('base64url');
  // Weak: the same report, whether it came from the cache or not.
  const etag = `W/"${until.toString(36)}-${hash.slice(0, 22)}"`;
  return { epoch, at, expires, body: text, meta, etag, rows: rowsOf(report) };
}

function tell({ body, meta, etag, rows }: Entry, { told }: CacheAsked, cached: boolean): Answer {
  const own = JSON.stringify({ ...meta, ...told, cached });
  return { text: `${body}${body === '{' ? '' : ','}"meta":${own}}`, etag, rows };
}

const TAG = /"([0-9a-z]{1,9})-[\w-]{22}"/g;

/** Tags of answers, each with when it was finished. */
const tagsIn = (header: string | null) =>
  [...(header ?? '').slice(0, 2_000).matchAll(TAG)].map(([tag, until]) => ({
    etag: `W/${tag}`,
    until: Number.parseInt(until!, 36),
  }));

function rowsOf(body: object): number | null {
  const users = (body as { users?: unknown }).users;
  return Array.isArray(users) ? users.length : null;
}
