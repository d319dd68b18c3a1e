import type pg from 'pg';
import type { Database } from './connect.ts';
import { readMeta, writeMeta } from './meta.ts';

type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

const KEY = 'archived_before';

/**
 * The rule of the archived baseline. Before its instant, a feature's log may be gone: what it had counted for
 * users is in `archived_counts`, and its days, values and rollups of that time stand as they are stored. From
 * the instant on the log tells everything. The instant is a day's first in the configured zone, and only moves on.
 *
 * Whoever deletes by it, counts anew or erases takes this lock first, in its transaction, and the write guard after it.
 */
export const ARCHIVE_LOCK = 7_262_120;

export const lockArchive = (client: Pick<pg.PoolClient, 'query'>) =>
  client.query('select pg_advisory_xact_lock($1)', [ARCHIVE_LOCK]);

/** Instants by feature, in milliseconds; empty where retention never removed anything. */
export async function archivedBefore(
  db: Database,
  client: Queryable = db.pool,
): Promise<ReadonlyMap<string, number>> {
  const stored = ((await readMeta(db, KEY, client)) ?? {}) as Record<string, string>;
  return new Map(Object.entries(stored).map(([feature, at]) => [feature, Date.parse(at)]));
}

/** Moves instants on; none ever goes back. In a transaction that has moved the write guard's epoch. */
export async function moveArchivedBefore(
  db: Database,
  client: pg.PoolClient,
  to: ReadonlyMap<string, number>,
): Promise<void> {
  const all = new Map(await archivedBefore(db, client));
  for (const [feature, at] of to) all.set(feature, Math.max(at, all.get(feature) ?? at));
  const stored = Object.fromEntries([...all].map(([feature, at]) => [feature, new Date(at).toISOString()]));
  await writeMeta(db, KEY, stored, client);
}
