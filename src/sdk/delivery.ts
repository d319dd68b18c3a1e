import type { Options, Parcel } from './options.ts';
import { dropped, type Told } from './outcomes.ts';
import { send, type Verdict } from './send.ts';

/** What waits to be sent, or is under way. */
export interface Entry extends Parcel {
  readonly bytes: number;
  /** When it came: milliseconds since 1970. */
  readonly since: number;
  /** Called once. */
  settle(told: Told): void;
  /** It is on disk already: called, in the place of `settle`, where it has to stay there. */
  readonly stay?: () => void;
}

/** Bytes of a request at most; the server takes 1 MiB. */
const MAX_BODY = 500_000;
/** Requests at once; one alone after a failure, until one goes well. */
const LANES = 4;
const LONGEST_PAUSE = 30_000;
/** However long a proxy says that everybody should wait. */
const LONGEST_WAIT = 3_600_000;
/** Sent again these would be refused again. */
const FINAL = ['invalid', 'conflict', 'mapped'];

/** What holds for good of one of a batch; null where it has to be sent again. */
function finalOf(verdict: Verdict, i: number): Told | null {
  if ('rejected' in verdict) return dropped('rejected', verdict.rejected);
  if ('tooLarge' in verdict) return dropped('too_large', 'answered 413: too large');
  if ('retry' in verdict) return null;
  const told = verdict.told[i]!;
  return told.outcome !== 'refused' || FINAL.includes(told.reason ?? '') ? told : null;
}

/**
 * Sends entries in batches, each until it has an outcome, or is on disk where there is a spool.
 *
 * @param collect adds what was gathered elsewhere, before everything is sent
 * @param onDrained told what became of what was on disk
 */
export function createDelivery(
  o: Options,
  collect: () => void,
  onDrained: (path: string, item: unknown, told: Told) => void,
) {
  /** By path, in order. */
  const waiting = new Map<string, Entry[]>();
  /** Waiting or under way, oldest first. */
  const open = new Set<Entry>();
  const cancels = new Set<() => void>();
  const idle = new Set<() => void>();
  let bytes = 0;
  let lanes = 0;
  let failures = 0;
  let retries = 0;
  /** Batches need not be full: everything that waits is sent. */
  let urgent = false;
  let tick: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let draining = false;
  let stopped = false;
  let keeping = Promise.resolve();
  /** Why the server takes nothing of the spool, which nothing but other options can change. */
  let held: string | null = null;

  /** @param told what became of it; null where it stays on disk */
  function settle(entry: Entry, told: Told | null): void {
    if (!open.delete(entry)) return;
    bytes -= entry.bytes;
    if (told) entry.settle(told);
    else entry.stay?.();
    for (const look of idle) look();
  }

  function enter(entry: Entry): void {
    open.add(entry);
    bytes += entry.bytes;
    queue(entry.path).push(entry);
    pump();
  }

  function queue(path: string): Entry[] {
    const list = waiting.get(path) ?? [];
    waiting.set(path, list);
    return list;
  }

  const isFull = (list: readonly Entry[]) =>
    list.length >= o.batchSize || list.reduce((sum, each) => sum + each.bytes, 0) >= MAX_BODY;

  /** The next batch; undefined where none is due. */
  function take(): Entry[] | undefined {
    for (const [path, list] of waiting) {
      if (list.length === 0 || !(urgent || isFull(list))) continue;
      let count = 0;
      let size = 20;
      while (count < Math.min(list.length, o.batchSize)) {
        size += list[count]!.bytes + 1;
        if (count > 0 && size > MAX_BODY) break;
        count++;
      }
      // Other paths come first then, however much comes for this one.
      waiting.delete(path);
      waiting.set(path, list);
      return list.splice(0, count);
    }
    urgent = false;
    return undefined;
  }

  function pump(): void {
    while (pause ? o.spool : lanes < (failures ? 1 : LANES)) {
      const batch = take();
      if (!batch) break;
      if (pause) {
        void toSpool(batch);
        continue;
      }
      lanes++;
      void run(batch).then(() => {
        lanes--;
        pump();
      });
    }
    if ([...waiting.values()].some((list) => list.length > 0)) wake();
  }

  async function run(batch: readonly Entry[]): Promise<void> {
    const { path } = batch[0]!;
    const name = path === '/api/track' ? 'activities' : 'items';
    const body = `{"${name}":[${batch.map(({ json }) => json).join()}]}`;
    const verdict = await send(o, path, body, batch.length, cancels);
    if ('tooLarge' in verdict && batch.length > 1) {
      const half = batch.length >> 1;
      await run(batch.slice(0, half));
      await run(batch.slice(half));
      return;
    }
    const again: Entry[] = [];
    if ('rejected' in verdict && batch.some((entry) => entry.stay)) held = verdict.rejected;
    for (const [i, entry] of batch.entries()) {
      const told = finalOf(verdict, i);
      if (told) settle(entry, 'rejected' in verdict && entry.stay ? null : told);
      else again.push(entry);
    }
    if (again.length === 0) failures = 0;
    else if ('retry' in verdict) await retry(again, verdict.retry, verdict.after);
    else await retry(again, 'refused', null);
  }

  async function retry(batch: readonly Entry[], why: string, after: number | null): Promise<void> {
    if (stopped) return;
    retries++;
    rest(after);
    const earliest = Date.now() - o.retryFor;
    for (const entry of batch)
      if (entry.since < earliest && !entry.stay)
        settle(entry, dropped('gave_up', `not delivered within ${o.retryFor} ms: ${why}`));
    await toSpool(batch);
  }

  /** Of several that failed at once one counts; the longest that the server asks for holds. */
  function rest(after: number | null): void {
    if (pause && (after ?? 0) <= asked) return;
    if (!pause) failures++;
    asked = after ?? 0;
    const jitter = 0.5 + Math.random() / 2;
    const delay = after === null ? Math.min(o.retryDelay * 2 ** (failures - 1), LONGEST_PAUSE) : o.retryDelay;
    clearTimeout(pause);
    pause = setTimeout(resume, Math.min(asked + delay * jitter, LONGEST_WAIT));
  }

  /** Puts them on disk, or back where they wait: one after the other, so that none is put there twice. */
  function toSpool(batch: readonly Entry[]): Promise<void> {
    keeping = keeping.then(() => keep(batch));
    return keeping;
  }

  async function keep(batch: readonly Entry[]): Promise<void> {
    for (const entry of batch) if (entry.stay) settle(entry, null);
    const left = batch.filter((entry) => open.has(entry));
    if (left.length === 0) return;
    if (o.spool)
      try {
        await o.spool.keep(left);
        for (const entry of left) settle(entry, { outcome: 'spooled' });
        return;
      } catch {
        // It is full or can't be written: they wait in memory, as they would without one.
      }
    queue(left[0]!.path).unshift(...left);
  }

  /** Sends what waits on disk. */
  function drain(): void {
    if (!o.spool || draining || held) return;
    draining = true;
    const done = () => {
      draining = false;
    };
    o.spool.drain(sendAgain, o.batchSize).then(done, done);
  }

  const sendAgain = ({ path, json }: Parcel) =>
    new Promise<void>((resolve, stay) => {
      if (stopped) return stay();
      const settle = (told: Told) => {
        resolve();
        onDrained(path, JSON.parse(json), told);
      };
      urgent = true;
      enter({ path, json, bytes: json.length, since: Date.now(), settle, stay });
    });

  function resume(): void {
    pause = undefined;
    urgent = true;
    pump();
    drain();
  }

  /** Sends what is gathered by then, some time later. */
  function wake(): void {
    tick ??= setTimeout(() => {
      tick = undefined;
      sendAll();
    }, o.flushInterval);
  }

  function sendAll(): void {
    collect();
    urgent = true;
    pump();
  }

  // What an earlier process left.
  drain();

  return {
    wake,
    /** Whether there is room for it; else nothing happened. */
    add(entry: Entry): boolean {
      if (open.size >= o.maxWaiting || bytes + entry.bytes > o.maxWaitingBytes) return false;
      enter(entry);
      return true;
    },
    /** Sends all there is now, and waits until each has its outcome, or for as many milliseconds. */
    flush(within: number): Promise<void> {
      sendAll();
      const mine = [...open];
      return new Promise((resolve) => {
        const end = () => {
          idle.delete(look);
          clearTimeout(timer);
          resolve();
        };
        const look = () => {
          while (mine.length > 0 && !open.has(mine.at(-1)!)) mine.pop();
          if (mine.length === 0) end();
        };
        const timer = setTimeout(end, Math.min(within, LONGEST_WAIT));
        idle.add(look);
        look();
      });
    },
    /** Ends everything; what is left goes to the disk, or is dropped. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(tick);
      clearTimeout(pause);
      for (const list of waiting.values()) list.length = 0;
      if (o.spool) await toSpool([...open]);
      for (const entry of [...open]) settle(entry, dropped('shut_down', 'not delivered before shutdown'));
      for (const cancel of [...cancels]) cancel();
      await o.spool?.close().catch(() => {});
    },
    state: () => ({ waiting: open.size, waitingBytes: bytes, retries, held }),
  };
}
