import { LRUCache } from 'lru-cache';
import type { Answers, Question, Source } from './question.ts';
import { walk } from './walk.ts';

/** A source whose bytes may be at hand from an earlier question: they are the same under the same key. */
export interface Keyed {
  /** Null for what is there once, such as the tail. */
  readonly key: string | null;
  readonly source: Source;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** How long the event loop may be held, in milliseconds. */
const SLICE = 2;

/** Answers questions over blocks, and keeps the bytes of those that it was given. */
export function createWalker() {
  const cache = new LRUCache<string, Uint8Array>({
    maxSize: MAX_BYTES,
    sizeCalculation: (bytes) => bytes.byteLength + 100,
  });

  return {
    /** The bytes of a key; undefined where they have to be read. */
    kept: (key: string): Uint8Array | undefined => cache.get(key),
    keep: (key: string, bytes: Uint8Array): void => {
      cache.set(key, bytes);
    },
    /** @param signal stops between two slices; throws its reason */
    async walk(
      questions: readonly Question[],
      sources: readonly Source[],
      mask: Uint8Array,
      signal?: AbortSignal,
    ): Promise<Answers[keyof Answers][]> {
      const steps = walk(questions, sources, mask);
      for (let began = performance.now(); ; ) {
        const step = steps.next();
        if (step.done) return step.value;
        if (performance.now() - began < SLICE) continue;
        signal?.throwIfAborted();
        await new Promise(setImmediate);
        began = performance.now();
      }
    },
  };
}

export type Walker = ReturnType<typeof createWalker>;
