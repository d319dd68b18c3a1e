import type { Readable } from 'node:stream';

/** A file's decompressed bytes, and how far the reading is. */
export interface Bytes {
  /** What messages call it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file as it lies on disk; null for standard input. */
  readonly size: number | null;
  /** How many of them have been read. */
  readonly position: () => number;
  close(): void;
}

/** Counts what passes. */
export async function* counted(raw: Readable, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of raw) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string);
    count(bytes.length);
    yield bytes;
  }
}

/** Reads until there are `wanted` bytes, or all there are. */
export async function atLeast(source: AsyncIterator<Buffer>, wanted: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let have = 0; have < wanted; ) {
    const next = await source.next();
    if (next.done) break;
    parts.push(next.value);
    have += next.value.length;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

export async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}
