import type { SpoolPlace } from '../ingest/host.ts';
import { SPOOL_FORMAT } from '../ingest/spooled/index.ts';
import type { Log } from '../log/log.ts';
import { createSpool, type Spool } from '../spool/index.ts';

/** The spool of an installation; what isn't whole in it is told to the log. */
export function openSpool({ folder, maxBytes }: SpoolPlace, log: Log): Spool {
  return createSpool({
    folder,
    maxBytes,
    format: SPOOL_FORMAT,
    onNotice: ({ what, segment, message }) =>
      log[what === 'torn' ? 'info' : 'warn']({ segment }, `a segment of the spool is ${what}: ${message}`),
  });
}
