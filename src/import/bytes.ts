import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './errors.ts';

/** A file's decompressed bytes, and how far the reading is. */
export interface Bytes {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file as it lies on disk; null for standard input. */
  readonly size: number | null;
  /** How many of them have been read. */
  readonly position: () => number;
  close(): void;
}

/** Opens a file, or standard input for `-`. @throws ImportError where it can not be read. */
export function openInput(path: string, stdin: Readable = process.stdin): Bytes {
  if (path === '-') return bytesOf(stdin, null, 'standard input');
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new Error('it is a folder');
    return bytesOf(
      createReadStream(path, { highWaterMark: 256 * 1024 }),
      stat.isFile() ? stat.size : null,
      path,
    );
  } catch (error) {
    throw new ImportError(`${path} can not be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Decompresses where the first bytes say gzip, whatever the name says. */
export function bytesOf(raw: Readable, size: number | null, name: string): Bytes {
  let read = 0;

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of raw) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string);
      read += bytes.length;
      yield bytes;
    }
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      const source = counted();
      const first = await atLeast(source, 4);
      const all = startingWith(first, source);
      yield* first[0] === 0x1f && first[1] === 0x8b ? gunzipped(all) : all;
    } catch (error) {
      if (error instanceof ImportError) throw error;
      throw new ImportError(`${name} can not be read: ${(error as Error).message}`, { cause: error });
    }
  }

  return { chunks: chunks(), size, position: () => read, close: () => raw.destroy() };
}

async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // Not pipeline(): its abort of the source would hide the error that tells what is wrong.
  const feeding = (async () => {
    for await (const chunk of source) {
      if (gunzip.destroyed) return;
      if (!gunzip.write(chunk)) await writable(gunzip);
    }
    gunzip.end();
  })();
  feeding.catch((error: Error) => gunzip.destroy(error));
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'Z_BUF_ERROR')
      throw new ImportError(
        'the gzip data ends in the middle: the file is cut off. Rows read so far are kept; ' +
          'get the whole file and run the same command again',
        { cause: error },
      );
    if (code?.startsWith('Z_'))
      throw new ImportError(
        `the gzip data is damaged (${(error as Error).message}). Rows read so far are kept; ` +
          'get an undamaged file and run the same command again',
        { cause: error },
      );
    throw error;
  } finally {
    gunzip.destroy();
  }
}

/** Until a stream takes more, or never will. */
function writable(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
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
