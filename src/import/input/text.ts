import { ImportError } from '../errors.ts';
import { atLeast, type Bytes, startingWith } from './bytes.ts';
import { decoderOf, encodingOf } from './encoding.ts';
import { KIND_BYTES } from './kinds.ts';

/** How much of a file, decompressed and as UTF-8, tells it from others. */
export const START_BYTES = 1024 * 1024;

/** A file as UTF-8 with lines that end in LF (or CR LF). */
export interface Text {
  /** The first `START_BYTES` bytes, or all there are. */
  readonly start: Buffer;
  /** All of it, the start included. */
  readonly chunks: AsyncIterable<Buffer>;
  /** What it was written in. */
  readonly encoding: string;
}

/**
 * Reads a file as text, in constant memory.
 *
 * @param encoding where the file has no byte order mark; default UTF-8
 * @throws ImportError where it is empty or no text
 */
export async function openText(input: Bytes, encoding?: string): Promise<Text> {
  const raw = input.chunks[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  const first = await atLeast(raw, KIND_BYTES);
  const found = encodingOf(first.subarray(0, KIND_BYTES), encoding, input.name);
  const decoded = decode(startingWith(first, raw), found);
  const read = await atLeast(decoded, START_BYTES);
  const sample = read.subarray(0, START_BYTES);
  if (/^\uFEFF?\s*$/.test(sample.toString('utf8', 0, 10_000)) && read.length < 10_000)
    throw new ImportError(`${input.name} can't be imported: it is empty`);
  if (!hasCarriageReturnsOnly(sample))
    return { start: sample, chunks: startingWith(read, decoded), encoding: found };
  return {
    start: withLineFeeds(Buffer.from(sample)),
    chunks: lineFeeds(startingWith(read, decoded)),
    encoding: found,
  };
}

async function* decode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = decoderOf(encoding);
  if (!decoder) return yield* chunks;
  for await (const chunk of chunks) yield decoder(chunk, false);
  yield decoder(Buffer.alloc(0), true);
}

const CR = 13;
const LF = 10;

/** Lines of old Macintosh programs. A CR at the very end says nothing: its LF may be on the way. */
function hasCarriageReturnsOnly(start: Buffer): boolean {
  const at = start.indexOf(CR);
  return at >= 0 && at < start.length - 1 && !start.includes(LF);
}

function withLineFeeds(chunk: Buffer): Buffer {
  for (let at = chunk.indexOf(CR); at >= 0; at = chunk.indexOf(CR, at + 1)) chunk[at] = LF;
  return chunk;
}

async function* lineFeeds(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield withLineFeeds(Buffer.from(chunk));
}
