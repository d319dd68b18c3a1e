import type { SpoolState } from '../../spool/index.ts';
import { errorText } from '../not-written.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 0)} MB`;

/**
 * What waits, for a person; undefined where nothing does and the disk takes what comes.
 *
 * @param refusal why the database didn't take it at the last try
 */
export function waitingWords(
  { records, bytes, maxBytes, oldestAt, failing }: SpoolState,
  refusal?: unknown,
): string | undefined {
  const told = [
    ...(records > 0
      ? [
          `${records.toLocaleString('en')} activities wait in the spool since ${new Date(oldestAt ?? 0).toISOString()} ` +
            `(${megabytes(bytes)} of ${megabytes(maxBytes)})${refusal ? `: ${errorText(refusal)}` : ''}`,
        ]
      : []),
    ...(failing ? [`the spool can't be written: ${errorText(failing)}`] : []),
  ];
  return told.length > 0 ? told.join('; ') : undefined;
}
