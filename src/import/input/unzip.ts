import { crc32 } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';
import { ImportError } from '../errors.ts';

/** Also of one that holds nothing. */
export const isZip = (first: Buffer): boolean =>
  first.length >= 4 && (first.readUInt32LE(0) === 0x04034b50 || first.readUInt32LE(0) === 0x06054b50);

/**
 * The one file of a zip file, or the one that is named, unpacked as it is read.
 *
 * @param onRead told how many bytes of the zip file are behind
 * @throws ImportError where there are several and none is named, or it can't be unpacked
 */
export async function* unzipped(
  path: string,
  name: string | undefined,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw damaged(path, error);
  });
  try {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const entry = choose(path, entries, name);
    const stream = await zip.openReadStreamPromise(entry);
    let read = 0;
    let sum = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      read += chunk.length;
      sum = crc32(chunk, sum);
      onRead(Math.round((entry.compressedSize * read) / Math.max(entry.uncompressedSize, 1)));
      yield chunk;
    }
    if (sum !== entry.crc32) throw new Error('the checksum is another');
  } catch (error) {
    throw error instanceof ImportError ? error : damaged(path, error as Error);
  } finally {
    zip.close();
  }
}

function choose(path: string, entries: readonly Entry[], name: string | undefined): Entry {
  const holds = (wanted: string) => entries.some(({ fileName }) => fileName === wanted);
  if (holds('[Content_Types].xml') || (holds('mimetype') && holds('content.xml')))
    throw new ImportError(
      `${path} is a spreadsheet (such as xlsx or ods): save its sheet as CSV in UTF-8 and import that`,
    );
  const files = entries.filter(({ fileName }) => !/\/$|^__MACOSX\/|(^|\/)\./.test(fileName));
  const found = name === undefined ? files : files.filter(({ fileName }) => fileName === name);
  const names = files
    .slice(0, 20)
    .map(({ fileName }) => fileName)
    .join(', ');
  if (files.length === 0) throw new ImportError(`${path} is a zip file without a file in it`);
  if (found.length === 0)
    throw new ImportError(`${path} holds no file "${name}"; give --entry one of: ${names}`);
  if (found.length > 1)
    throw new ImportError(
      `${path} is a zip file with ${files.length} files; say which with --entry NAME, one of: ${names}`,
    );
  const entry = found[0]!;
  if (entry.isEncrypted())
    throw new ImportError(`${entry.fileName} in ${path} is encrypted: unzip it first, then import that`);
  if (!entry.canDecodeFileData())
    throw new ImportError(
      `${entry.fileName} in ${path} is packed in a way that isn't read here (method ${entry.compressionMethod}): ` +
        'unzip it first, then import that',
    );
  return entry;
}

const damaged = (path: string, cause: Error) =>
  new ImportError(
    `the zip file ${path} is damaged or cut off (${cause.message}). Rows read so far are kept; ` +
      'get an undamaged file and run the same command again',
    { cause },
  );
