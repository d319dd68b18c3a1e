import type { Database } from '../db/connect.ts';
import { beginChain, type Known } from './genesis.ts';
import { insertRows, type Moment } from './insert.ts';
import type { AuditKeys } from './keys.ts';
import { type ChainRow, type Entry, type Head, rowHash } from './row.ts';

/** How long what nobody waits for may wait for company, in milliseconds. */
const LINGER = 50;
const RETRY = 1_000;
const MAX_BATCH = 1_000;
/** Completions kept while the database is away. */
const MAX_WAITING = 20_000;

interface Waiting {
  readonly entry: Entry;
  readonly done?: { resolve(moment: Moment): void; reject(error: unknown): void };
}

export interface ChainWriterOptions {
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** Told of each chain as it begins. */
  readonly onBegin: (head: Head) => void;
  /** Told of each chain that is left where it stands, with what was committed of it for certain. */
  readonly onLeave: (head: Head) => void;
  /** What is known of other chains from outside the database. */
  readonly known: () => Promise<readonly Head[]>;
  /** Told of heads that the database doesn't hold any more. */
  readonly onLost: (heads: readonly Head[]) => void;
}

/**
 * Appends to a chain of this writer's own. One statement is under way at a time, and takes with it all that
 * gathered meanwhile, so that no lock is needed and many accesses share one commit. Where it isn't known
 * whether a statement was committed, the chain is left as it is and another begun. Where a chain had come is
 * remembered here, and never read back: who can write to the database could have cut it meanwhile.
 */
export function createChainWriter(db: Database, keys: AuditKeys, o: ChainWriterOptions) {
  let head: Head | undefined;
  let tried: Head | undefined;
  let left: Known[] = [];
  let queue: Waiting[] = [];
  let urgent = 0;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failed = false;
  let stopped = false;

  async function write(batch: readonly Waiting[]): Promise<Moment> {
    if (!head) {
      const own = new Set(left.map(({ chain }) => chain));
      const others = (await o.known()).filter(({ chain }) => !own.has(chain));
      const begun = await beginChain(db, keys, o.now(), [...left, ...others]);
      head = begun.head;
      left = [];
      o.onBegin(head);
      if (begun.lost.length > 0) o.onLost(begun.lost);
    }
    let last: Head = head;
    const rows = batch.map(({ entry }): ChainRow => {
      const seq = last.seq + 1;
      const row = {
        ...entry,
        chain: last.chain,
        seq,
        hash: rowHash(keys, last.hash, last.chain, seq, entry),
      };
      last = row;
      return row;
    });
    tried = { chain: last.chain, seq: last.seq, hash: last.hash };
    const moment = await insertRows(db, rows);
    head = tried;
    return moment;
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, MAX_BATCH);
      queue = queue.slice(MAX_BATCH);
      urgent -= batch.filter((each) => each.done).length;
      try {
        const moment = await write(batch);
        failed = false;
        for (const { done } of batch) done?.resolve(moment);
      } catch (error) {
        failed = true;
        if (head) {
          left.push({ ...head, tried });
          o.onLeave(head);
        }
        head = undefined;
        for (const { done } of batch) done?.reject(error);
        keep(batch.filter((each) => !each.done));
        o.onError(error);
        if (urgent === 0) return soon(RETRY);
      }
      // What came while this was written and nobody waits for may have company later.
      if (urgent === 0 && queue.length < MAX_BATCH) return soon(LINGER);
    }
  }

  function keep(again: readonly Waiting[]): void {
    const room = Math.max(0, MAX_WAITING - queue.length);
    if (again.length > room)
      o.onError(new Error(`${again.length - room} completions of the audit log are lost`));
    queue = [...again.slice(0, room), ...queue];
  }

  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    running ??= run().finally(() => {
      running = undefined;
      if (urgent > 0) start();
    });
  }

  function soon(delay: number): void {
    if (queue.length > 0 && !timer && !stopped) timer = setTimeout(start, delay).unref();
  }

  return {
    /** Resolves once committed. */
    append(entry: Entry): Promise<Moment> {
      return new Promise((resolve, reject) => {
        queue.push({ entry, done: { resolve, reject } });
        urgent++;
        start();
      });
    },
    /** Rides along with what is appended next, or goes by itself a little later. */
    appendSoon(entry: Entry): void {
      if (queue.length < MAX_WAITING) queue.push({ entry });
      else o.onError(new Error('a completion of the audit log is lost'));
      if (!running) soon(LINGER);
    },
    /** Writes what waits; what the database refuses now stays for the next time. */
    async flush(): Promise<void> {
      do {
        await running;
        if (queue.length === 0) return;
        start();
        await running;
      } while (!failed);
    },
    /** Tries no more by itself. */
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
    head: (): Head | undefined => head,
  };
}
