import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ImportError } from '../errors.ts';
import { atLeast, type Bytes, counted, startingWith } from './bytes.ts';
import { gunzipped } from './gunzip.ts';
import { KIND_BYTES, refuseForeign } from './kinds.ts';
import { isZip, unzipped } from './unzip.ts';

export interface InputOptions {
  /** The file in a zip file that holds several. */
  readonly entry?: string | undefined;
  readonly stdin?: Readable;
}

/** Opens a file, or standard input for `-`. @throws ImportError where it can't be read */
export function openInput(path: string, o: InputOptions = {}): Bytes {
  if (path === '-') return bytesOf(o.stdin ?? process.stdin, null, 'standard input', o);
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch (error) {
    throw new ImportError(`${path} can't be read: ${(error as Error).message}`, { cause: error });
  }
  if (stat.isDirectory())
    throw new ImportError(
      `${path} can't be read: it is a folder; give one file of it, or all: cat ${path}/* | joip-analytics import -`,
    );
  const raw = createReadStream(path, { highWaterMark: 256 * 1024 });
  return bytesOf(raw, stat.isFile() ? stat.size : null, path, { ...o, ...(stat.isFile() ? { path } : {}) });
}

/**
 * Unpacks gzip and zip as the first bytes say, whatever the name says, also one in the other, and refuses
 * what is no text by what it is.
 *
 * @param o.path of a file that can be read at any place, which a zip file needs
 */
export function bytesOf(
  raw: Readable,
  size: number | null,
  name: string,
  o: { path?: string; entry?: string | undefined } = {},
): Bytes {
  let read = 0;

  async function* unpacked(source: AsyncIterator<Buffer>, outermost: boolean): AsyncGenerator<Buffer> {
    const first = await atLeast(source, KIND_BYTES);
    const all = startingWith(first, { [Symbol.asyncIterator]: () => source });
    if (first[0] === 0x1f && first[1] === 0x8b) yield* unpacked(gunzipped(all), false);
    else if (isZip(first)) {
      if (!o.path || !outermost)
        throw new ImportError(
          `${name} is a zip file, which can't be read as a stream: unzip it first, or pipe its content: ` +
            'unzip -p FILE.zip | joip-analytics import -',
        );
      raw.destroy();
      const onRead = (bytes: number) => {
        read = bytes;
      };
      yield* unpacked(unzipped(o.path, o.entry, onRead), false);
    } else {
      refuseForeign(first, name);
      if (o.entry !== undefined && outermost)
        throw new ImportError(`${name} is no zip file; leave --entry out`);
      yield* all;
    }
  }

  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      const count = (bytes: number) => {
        read += bytes;
      };
      yield* unpacked(counted(raw, count), true);
    } catch (error) {
      if (error instanceof ImportError) throw error;
      throw new ImportError(`${name} can't be read: ${(error as Error).message}`, { cause: error });
    }
  }

  return { name, chunks: chunks(), size, position: () => read, close: () => raw.destroy() };
}
