import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createFile, readIfThere, sizeIfThere, syncFolder, unlinkIfThere, writeWhole } from './files.ts';
import { type Contents, frame, head, readSegment } from './format.ts';
import type { Home } from './home.ts';
import type { Sealed } from './writer.ts';

/** Something about a segment that isn't whole, told once. */
export interface SpoolNotice {
  readonly what: 'damaged' | 'torn' | 'foreign';
  readonly segment: string;
  readonly message: string;
}

interface Segment {
  readonly name: string;
  size: number;
  records: number;
  /** How many of its first records were taken. */
  taken: number;
  foreign: boolean;
  told: boolean;
}

interface ShelfOptions {
  readonly format: string;
  readonly onNotice: ((notice: SpoolNotice) => void) | undefined;
}

/** The segments that are written to no more, in order. One drains or rewrites them at a time. */
export function createShelf(home: Home, { format, onNotice }: ShelfOptions) {
  let segments: Segment[] = [];
  const counts = { drained: 0, damages: 0 };
  const pathOf = (segment: Segment) => join(home.path, segment.name);
  const forget = (segment: Segment) => {
    segments = segments.filter((each) => each !== segment);
  };

  /** What it holds; undefined where another process has claimed it meanwhile. */
  async function load(segment: Segment): Promise<Contents | undefined> {
    const bytes = await readIfThere(pathOf(segment));
    if (!bytes) {
      forget(segment);
      return undefined;
    }
    const contents = readSegment(bytes, format);
    segment.records = contents.records.length;
    segment.foreign = contents.foreign !== undefined;
    if (!segment.told) tell(segment.name, contents);
    segment.told = true;
    return contents;
  }

  function tell(segment: string, { damages, torn, foreign }: Contents): void {
    counts.damages += damages;
    const say = (what: SpoolNotice['what'], message: string) => onNotice?.({ what, segment, message });
    if (foreign !== undefined)
      say('foreign', `it holds "${foreign}", which another version reads; it stays where it is`);
    if (damages > 0) say('damaged', `${damages} stretches of it can't be read; what stands around them is`);
    if (torn > 0) say('torn', `its last ${torn} bytes were cut short, before they were acknowledged`);
  }

  async function remove(segment: Segment): Promise<void> {
    await unlinkIfThere(pathOf(segment));
    forget(segment);
  }

  return {
    add: ({ name, size, records }: Sealed): void =>
      void segments.push({ name, size, records, taken: 0, foreign: false, told: false }),

    /** Takes over what dead processes left, or everybody's. */
    async adopt(everybody: boolean): Promise<void> {
      for (const name of await home.claim(everybody)) {
        const size = await sizeIfThere(join(home.path, name));
        const segment = { name, size, records: 0, taken: 0, foreign: false, told: false };
        segments.push(segment);
        await load(segment);
      }
      segments.sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    bytes: (): number => segments.reduce((sum, { size }) => sum + size, 0),
    isEmpty: (): boolean => segments.every(({ foreign }) => foreign),

    /** Hands out the records of the oldest segment, and deletes it once all were taken. @returns how many were */
    async drainOldest(
      take: (records: readonly string[]) => Promise<void>,
      { batch, signal }: { batch: number; signal: AbortSignal | undefined },
    ): Promise<number> {
      const segment = segments.find(({ foreign }) => !foreign);
      const contents = segment && (await load(segment));
      if (!contents || contents.foreign !== undefined) return 0;
      const first = segment.taken;
      while (segment.taken < contents.records.length && !signal?.aborted) {
        const part = contents.records.slice(segment.taken, segment.taken + batch);
        await take(part);
        segment.taken += part.length;
        counts.drained += part.length;
      }
      if (segment.taken >= contents.records.length) await remove(segment);
      return segment.taken - first;
    },

    /** @returns how many records were changed or removed */
    async rewrite(change: (record: string) => string | null): Promise<number> {
      let changed = 0;
      for (const segment of [...segments]) {
        const contents = await load(segment);
        const before = contents?.records.slice(segment.taken) ?? [];
        const after = before.map(change);
        const touched = after.filter((each, i) => each !== before[i]).length;
        if (touched === 0) continue;
        changed += touched;
        const kept = after.filter((each) => each !== null);
        if (kept.length === 0) await remove(segment);
        else {
          segment.size = await replace(pathOf(segment), [head(format), ...kept.map(frame)]);
          segment.records = kept.length;
          segment.taken = 0;
        }
      }
      if (changed > 0) await syncFolder(home.path);
      return changed;
    },

    state() {
      const whole = segments.filter(({ foreign }) => !foreign);
      return {
        ...counts,
        records: whole.reduce((sum, each) => sum + each.records - each.taken, 0),
        oldest: whole[0]?.name,
        foreign: segments.length - whole.length,
      };
    },
  };
}

/** Puts a whole file in the place of another one. @returns its size in bytes */
async function replace(path: string, frames: readonly Buffer[]): Promise<number> {
  const bytes = Buffer.concat(frames);
  const other = `${path}.new`;
  await unlinkIfThere(other);
  const file = await createFile(other);
  try {
    await writeWhole(file, bytes, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(other, path);
  return bytes.length;
}
