import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseJson } from '../contract/input/number.ts';
import { HttpError } from './errors.ts';

/** Bytes of a body after decompression, at most. */
export const MAX_BODY = 1024 * 1024;

const unzip = promisify(gunzip);
const tooLarge = (most: number) =>
  new HttpError(413, `A body takes ${most} bytes at most, after decompression; send it in parts.`);

/**
 * Reads a JSON body, plain or gzipped. Hono's body limit counts the bytes that were sent; here a small body that grows
 * when it is unpacked is stopped as well.
 *
 * @param most bytes after decompression
 * @throws HttpError 413, 415 or 400
 */
export async function readJson(request: Request, most = MAX_BODY): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new HttpError(415, 'Send the body as application/json.', { accept: 'application/json' });
  const encoding = (request.headers.get('content-encoding') ?? 'identity').toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new HttpError(415, 'Send the body plain or gzipped.', { 'accept-encoding': 'gzip' });
  const sent = await readBytes(request, most);
  return parse(encoding === 'gzip' ? await decompress(sent, most) : sent);
}

async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > most) throw tooLarge(most);
  // A told length is kept to by the HTTP server; only without one must the bytes be watched.
  if (length !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decompress(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  try {
    return await unzip(bytes, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    throw new HttpError(400, "The body says that it is gzipped, but can't be decompressed.");
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, 'The body is no valid JSON in UTF-8.');
  }
}
