import { LRUCache } from 'lru-cache';
import { packageFile } from '../db/package-file.ts';
import { type Crew, createCrew, type TaskOptions } from './crew.ts';
import type { EncodeInput } from './encode.ts';
import { NO_ROWS, type Rows } from './rows.ts';
import { canShare, walkSideBySide } from './side-by-side.ts';
import type { SuppressInput } from './suppress.ts';
import type { WalkInput } from './walk.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** What all installations of a process share, as long as one of them is open. */
let crew: Crew | undefined;
let holders = 0;

function hire(): Crew {
  holders++;
  crew ??= createCrew(
    packageFile(import.meta.url.endsWith('.ts') ? 'src/store/worker.ts' : 'dist/store/worker.js'),
  );
  return crew;
}

async function dismiss(): Promise<void> {
  if (--holders > 0) return;
  const last = crew;
  crew = undefined;
  await last?.close();
}

let walkers = 0;

/** Answers questions over blocks beside the event loop, and keeps the bytes of those that it was given. */
export function createWalker() {
  const cache = new LRUCache<string, Uint8Array>({
    maxSize: MAX_BYTES,
    sizeCalculation: (bytes) => bytes.byteLength + 100,
  });
  let own: Crew | undefined;
  const crewOf = () => (own ??= hire());

  return {
    /** By which those of a process are told apart. */
    no: ++walkers,
    /** The bytes of a key; undefined where they have to be read. */
    kept: (key: string): Uint8Array | undefined => cache.get(key),
    keep: (key: string, bytes: Uint8Array): void => {
      cache.set(key, bytes);
    },
    /** Answers in the order of the questions. */
    walk(input: WalkInput, o?: TaskOptions): Promise<unknown[]> {
      const crew = crewOf();
      return canShare(input) && crew.width() > 1
        ? walkSideBySide(crew, input, o)
        : crew.run('walk', input, o);
    },
    /** Rows as a block. Nobody may read them afterwards. */
    encode: ({ activities, signals, ...rest }: EncodeInput, o?: TaskOptions) => {
      const input = { ...rest, activities: orNone(activities), signals: orNone(signals) };
      const transfer = [...memoryOf(input.activities), ...memoryOf(input.signals)];
      return crewOf().run('encode', input, { ...o, transfer });
    },
    /** What of an anonymised answer must not be shown; null where its budget doesn't suffice. */
    suppress: (input: SuppressInput, o?: TaskOptions) => crewOf().run('suppress', input, o),
    /** Where no other installation needs it, the thread ends. */
    async close(): Promise<void> {
      if (!own) return;
      own = undefined;
      await dismiss();
    },
  };
}

export type Walker = ReturnType<typeof createWalker>;

/** Empty ones may be shared by others. */
const orNone = (rows: Rows): Rows => (rows.length === 0 ? NO_ROWS : rows);

const memoryOf = (rows: Rows): ArrayBuffer[] =>
  rows.length === 0
    ? []
    : [rows.users, rows.at, rows.kinds, ...(rows.counts ? [rows.counts] : [])].map(
        ({ buffer }) => buffer as ArrayBuffer,
      );
