import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, createFile, isLinked, syncFolder, unlinkIfThere, writeWhole } from './files.ts';
import { head } from './format.ts';
import type { Home } from './home.ts';

/** A segment that isn't written to any more: its name, bytes, and records. */
export interface Sealed {
  readonly name: string;
  readonly size: number;
  readonly records: number;
}

interface Open {
  readonly name: string;
  readonly file: FileHandle;
  readonly path: string;
  size: number;
  records: number;
}

/** How often in a row somebody else may claim a segment while it is written. */
const TURNS = 20;

interface WriterOptions {
  readonly format: string;
  readonly segmentBytes: number;
  /** Handed each segment that is written to no more. */
  readonly onSealed: (segment: Sealed) => void;
}

/** Writes to the segment that is open, or to a new one. One call at a time. */
export function createWriter(home: Home, { format, segmentBytes, onSealed }: WriterOptions) {
  let open: Open | undefined;
  let made = 0;

  async function begin(): Promise<Open> {
    const at = String(Date.now()).padStart(14, '0');
    const name = `${at}-${String(made++ % 1_000_000).padStart(6, '0')}-${home.id}.seg`;
    const path = join(home.path, name);
    const file = await createFile(path).catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      await home.ensure();
      return createFile(path);
    });
    const first = head(format);
    try {
      await writeWhole(file, first, 0);
      await syncFolder(home.path);
      return { name, path, file, size: first.length, records: 0 };
    } catch (error) {
      await file.close().catch(() => {});
      await unlinkIfThere(path).catch(() => {});
      throw error;
    }
  }

  /** Ends the open segment, if there is one. It counts as open until it is handed on: what waits is never out of sight. */
  async function seal(): Promise<void> {
    const last = open;
    if (!last) return;
    const { name, path, file, size, records } = last;
    let linked = true;
    try {
      linked = await isLinked(file, path);
      await file.close();
      if (linked && records === 0) await unlinkIfThere(path);
    } finally {
      open = undefined;
      // Else it is somebody else's now.
      if (linked && records > 0) onSealed({ name, size, records });
    }
  }

  return {
    /**
     * Writes frames and flushes them. They are durable once it resolves.
     *
     * @throws what the file system says; nothing is claimed then
     */
    async write(frames: Buffer, records: number): Promise<void> {
      if (open && open.size + frames.length > segmentBytes) await seal();
      for (let turn = 0; ; turn++) {
        open ??= await begin();
        const { file, path, size } = open;
        try {
          await writeWhole(file, frames, size);
          await file.datasync();
        } catch (error) {
          // What the system still holds of it is unknown: it is cut off, and this segment is written to no more.
          await file.truncate(size).catch(() => {});
          await seal().catch(() => {});
          throw error;
        }
        // TRICKY: asked after the flush. Who claims a segment moves it before reading it, so what is flushed and
        // still in its place will be read.
        if (await isLinked(file, path)) {
          open.size += frames.length;
          open.records += records;
          return;
        }
        await seal();
        if (turn === TURNS) throw new Error('another process claims every segment that is begun');
      }
    },
    seal,
    /** The segment that is written to. */
    open: (): Sealed | undefined => open,
  };
}

export type SegmentWriter = ReturnType<typeof createWriter>;
