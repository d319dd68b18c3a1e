import { SpoolFull } from './errors.ts';
import { begunAt } from './files.ts';
import { frame, head } from './format.ts';
import { createHome } from './home.ts';
import { createShelf, type SpoolNotice } from './shelf.ts';
import { type Surveyed, surveySpool } from './survey.ts';
import { createTurns } from './turns.ts';
import { createWriter } from './writer.ts';

/*
 * What has to outlast this process and waits for something that is away. Texts go in, are flushed, and come out again
 * in the order they went in, here or, after a crash, in the next process that opens the same folder.
 *
 *   record    one text
 *   segment   a file of records, up to 4 MiB, written to by one process and deleted once all of it was taken
 *   home      the folder of one process in the spool
 *   damage    a stretch of a segment that can't be read, though it may have been acknowledged
 *   torn      the end of a segment that a crash cut short, never acknowledged
 *   foreign   a segment of another version's records: it stays for the version that reads it
 */

export interface SpoolOptions {
  /** On a disk of this machine; made where it is missing. Several processes may share it. */
  readonly folder: string;
  /** What the records are, and in which version: `activity 1`. */
  readonly format: string;
  /** Bytes that this process keeps in it at most. Default 1 GiB. */
  readonly maxBytes?: number | undefined;
  /** Bytes of a segment. Default 4 MiB. */
  readonly segmentBytes?: number | undefined;
  /** Told of each segment that isn't whole. */
  readonly onNotice?: ((notice: SpoolNotice) => void) | undefined;
}

export interface SpoolState {
  /** Records that wait, and the bytes of their segments. */
  readonly records: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** When the oldest segment that waits was begun, in milliseconds since 1970; null where none does. */
  readonly oldestAt: number | null;
  /** Records, since the start: those written, and those taken out again. */
  readonly written: number;
  readonly drained: number;
  /** Stretches found since the start that can't be read. */
  readonly damages: number;
  /** Segments of another version. */
  readonly foreign: number;
  /** Why the last write failed; null once one didn't. */
  readonly failing: Error | null;
}

export interface DrainOptions {
  /** How many records are handed out at once, at most. Default 2,000. */
  readonly batch?: number | undefined;
  readonly everybody?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

const BATCH = 2_000;

/**
 * A spool in a folder. Making one touches nothing on the disk; where the folder can't be written, `append` tells.
 *
 * @example
 * const spool = createSpool({ folder: '/var/lib/app/spool', format: 'activity 1' });
 * await spool.append([JSON.stringify(activity)]); // durable from here on
 * await spool.drain(async (records) => send(records.map((each) => JSON.parse(each))));
 */
export function createSpool(o: SpoolOptions) {
  const maxBytes = o.maxBytes ?? 1024 ** 3;
  const segmentBytes = o.segmentBytes ?? 4 * 1024 ** 2;
  const headBytes = head(o.format).length;
  const home = createHome(o.folder);
  const shelf = createShelf(home, { format: o.format, onNotice: o.onNotice });
  const writer = createWriter(home, {
    format: o.format,
    segmentBytes,
    onSealed: shelf.add,
  });
  const writing = createTurns();
  const reading = createTurns();
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let written = 0;
  let closed = false;
  let failing: Error | null = null;

  const bytes = () => shelf.bytes() + (writer.open()?.size ?? 0);
  const seal = () => writing(() => writer.seal());

  /** Those who wait, as far as they fit into one segment. */
  function nextGroup(): Waiting[] {
    let size = headBytes;
    const beyond = waiting.findIndex((each, i) => {
      size += each.bytes;
      return i > 0 && size > segmentBytes;
    });
    return waiting.splice(0, beyond === -1 ? waiting.length : beyond);
  }

  async function writeGroup(): Promise<void> {
    const group = nextGroup();
    if (waiting.length > 0) void writing(writeGroup);
    const records = group.reduce((sum, each) => sum + each.frames.length, 0);
    try {
      await writer.write(Buffer.concat(group.flatMap((each) => each.frames)), records);
      failing = null;
      written += records;
      for (const each of group) each.resolve();
    } catch (error) {
      failing = error as Error;
      for (const each of group) each.reject(failing);
    } finally {
      for (const each of group) waitingBytes -= each.bytes;
    }
  }

  return {
    /**
     * Writes records and flushes them; those who call at once share a flush. Durable once it resolves.
     *
     * @throws SpoolFull beyond `maxBytes`; else what the file system says. Nothing is claimed then.
     */
    async append(records: readonly string[]): Promise<void> {
      if (closed) throw new Error('the spool is closed');
      const frames = records.map(frame);
      const size = frames.reduce((sum, each) => sum + each.length, 0);
      const heads = headBytes * (1 + Math.ceil((waitingBytes + size) / segmentBytes));
      if (bytes() + waitingBytes + size + heads > maxBytes)
        throw new SpoolFull(`the spool is full: it holds ${bytes()} of ${maxBytes} bytes`);
      waitingBytes += size;
      await new Promise<void>((resolve, reject) => {
        waiting.push({ frames, bytes: size, resolve, reject });
        // Who comes while a group is written waits for the next one.
        if (waiting.length === 1) void writing(writeGroup);
      });
    },

    /**
     * Hands out what waits, in order, and deletes what was taken; first what dead processes left.
     * With `everybody`, also what other processes have written by now.
     *
     * @param take resolves once the records are kept elsewhere. Where it throws they come again at the next call, and
     *   after a crash those may come again that were taken: it has to recognise them.
     * @returns how many were taken
     * @throws what `take` throws
     */
    drain: (
      take: (records: readonly string[]) => Promise<void>,
      { batch = BATCH, everybody = false, signal }: DrainOptions = {},
    ): Promise<number> =>
      reading(async () => {
        if (closed) return 0;
        await shelf.adopt(everybody);
        for (let taken = 0; ; ) {
          // What is being written is ended only where nothing else is left to take.
          if (shelf.isEmpty()) await seal();
          if (shelf.isEmpty() || signal?.aborted || closed) return taken;
          taken += await shelf.drainOldest(take, { batch, signal });
        }
      }),

    /**
     * Changes or removes records, also those of other processes.
     *
     * @param change what becomes of a record; null removes it
     * @returns how many were changed or removed
     */
    rewrite: (change: (record: string) => string | null): Promise<number> =>
      reading(async () => {
        await shelf.adopt(true);
        await seal();
        return shelf.rewrite(change);
      }),

    /** Every segment of every process, as it is now; changes nothing. */
    survey: (): AsyncGenerator<Surveyed> => surveySpool(o.folder, o.format),

    /** Whether no record waits, as far as this process knows. */
    isEmpty: (): boolean => shelf.isEmpty() && !writer.open()?.records,

    state(): SpoolState {
      const { records, oldest, drained, damages, foreign } = shelf.state();
      const open = writer.open();
      const name = oldest ?? open?.name;
      return {
        records: records + (open?.records ?? 0),
        bytes: bytes(),
        maxBytes,
        oldestAt: name === undefined ? null : begunAt(name),
        written,
        drained,
        damages,
        foreign,
        failing,
      };
    },

    /** Writes what was handed in, and leaves what waits to whoever drains the folder next. */
    async close(): Promise<void> {
      closed = true;
      await seal().catch(() => {});
      // Who drains may wait for what is away: what it takes later still is deleted here, or comes again there.
      await home.leave().catch(() => {});
    },
  };
}

export type Spool = ReturnType<typeof createSpool>;

interface Waiting {
  readonly frames: readonly Buffer[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
