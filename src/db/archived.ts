import type pg from 'pg';
import type { Database, Queryable } from './connect.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * Before its instant, a feature's log may be gone: what it held is in `chronicle_kept`, by day. From the instant on
 * the log tells everything. The instant is a day's first in the configured zone, and only moves on.
 */
const KEY = 'archived_before';

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
