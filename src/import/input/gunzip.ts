import { createGunzip } from 'node:zlib';
import { ImportError } from '../errors.ts';

export async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
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
