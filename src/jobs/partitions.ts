import { type Database, transaction } from '../db/connect.ts';
import { ensureMonths, existingMonths, monthsAround } from '../db/partitions.ts';

/**
 * Makes the log's partitions for the months that live activity can fall into, up to two ahead. Cheap
 * where nothing is missing; run it every hour or so.
 *
 * @param now milliseconds since 1970
 * @returns the months made, as `2026-03`
 */
export async function ensurePartitions(db: Database, now: number): Promise<string[]> {
  const present = new Set(await existingMonths(db));
  const missing = monthsAround(new Date(now)).filter((month) => !present.has(month));
  if (missing.length === 0) return [];
  return transaction(db, (client) => ensureMonths(db, client, missing));
}
