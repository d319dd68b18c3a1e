import { createSpool } from '../spool/index.ts';
import type { Parcel, TrackerSpool } from './options.ts';

export interface SpoolFolder {
  /** On a disk of this machine; made where it is missing. Several processes may share it. */
  readonly folder: string;
  /** Bytes that this process keeps in it at most. Default 1 GiB. */
  readonly maxBytes?: number | undefined;
}

/**
 * A spool for a tracker, on Node: what the server can't take waits on disk, outlasts this process, and is sent by it or by
 * the next one with the same folder.
 *
 * @example
 * const tracker = createTracker({ url, key, spool: openSpool({ folder: '/var/lib/app/analytics' }) });
 */
export function openSpool({ folder, maxBytes }: SpoolFolder): TrackerSpool {
  const { append, drain, close } = createSpool({ folder, maxBytes, format: 'sdk 1' });
  return {
    keep: (parcels) => append(parcels.map(({ path, json }) => `${path} ${json}`)),
    drain: (send, batch) =>
      drain(async (records) => void (await Promise.all(records.map((each) => send(parcelOf(each))))), {
        batch,
      }),
    close,
  };
}

function parcelOf(record: string): Parcel {
  const at = record.indexOf(' ');
  return { path: record.slice(0, at), json: record.slice(at + 1) };
}
