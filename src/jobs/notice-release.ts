import type pg from 'pg';
import { type Database, transaction } from '../db/connect.ts';
import { readMeta, writeMeta } from '../db/meta.ts';
import { MINUTE } from '../db/milliseconds.ts';

/** Which versions of the host are running, in milliseconds since 1970. */
interface Running {
  /** The one that was marked last, and since when. */
  readonly current: string;
  readonly since: number;
  /** When a process of each last told that it is there. */
  readonly heard: Readonly<Record<string, number>>;
}

const KEY = 'host_version';
/** A version that tells nothing for so long runs no more; each process tells every minute. */
export const QUIET = 3 * MINUTE;
/** Whose words a mark is. */
const AUTHOR = 'host';

/**
 * Tells again and again which version of the host this process is, and marks where another begins. Several processes
 * tell side by side:
 *
 * - A version of which none ran begins with its first process, whether it was there before (a rollback) or not.
 * - An older process that starts anew while others are replaced begins nothing.
 * - Where a newer version is gone and an older one runs on, that one began again as the newer was last there.
 *
 * @param started when this process did, in milliseconds since 1970
 */
export function createReleaseNotice(
  db: Database,
  version: string,
  { now, started }: { now: () => number; started: number },
): () => Promise<void> {
  let first = true;
  return async () => {
    const at = now();
    await transaction(db, async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${db.schema} ${KEY}`]);
      const known = (await readMeta(db, KEY, client)) as Running | undefined;
      const begun = beginningOf(known, version, { at, started, first });
      if (begun !== null) await mark(db, client, version, begun);
      const heard = Object.entries({ ...known?.heard, [version]: at });
      const told: Running = {
        ...(begun === null ? known! : { current: version, since: begun }),
        heard: Object.fromEntries(heard.filter(([, last]) => at - last <= QUIET)),
      };
      await writeMeta(db, KEY, told, client);
    });
    first = false;
  };
}

/** When a version began, as one of its processes tells that it is there; null where it didn't. */
function beginningOf(
  known: Running | undefined,
  version: string,
  { at, started, first }: { at: number; started: number; first: boolean },
): number | null {
  if (!known) return started;
  if (known.current === version) return null;
  const last = known.heard[known.current] ?? known.since;
  if (at - last > QUIET) return Math.max(started, last);
  const beside = at - (known.heard[version] ?? Number.NEGATIVE_INFINITY) <= QUIET;
  return first && !beside ? Math.max(started, known.since) : null;
}

async function mark(db: Database, client: pg.PoolClient, version: string, at: number): Promise<void> {
  await client.query(`insert into ${db.s}.annotations (at, text, version, author) values ($1, $2, $2, $3)`, [
    new Date(at),
    version,
    AUTHOR,
  ]);
}
