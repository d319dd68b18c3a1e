import type { OnProgress } from './format.ts';
import { type ReadResult, readBackup } from './read.ts';

/**
 * Reads a whole backup and changes nothing: every checksum, row count and the end are there.
 *
 * @throws BackupError naming what is wrong
 */
export function checkBackup(
  path: string,
  o: { signal?: AbortSignal | undefined; onProgress?: OnProgress | undefined } = {},
): Promise<ReadResult> {
  return readBackup(path, {}, { ...o, step: 'verify' });
}
