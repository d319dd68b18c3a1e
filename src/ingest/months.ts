import { type Database, transaction } from '../db/connect.ts';
import { ensureMonths, existingMonths, monthOf } from '../db/partitions.ts';
import type { Activity } from './activity.ts';

/** The months of the log that this process knows to be there. */
export function createMonths(db: Database) {
  let known: Set<string> | undefined;

  /** Makes those that the activities need and that aren't there yet. */
  async function prepare(activities: readonly Activity[]): Promise<void> {
    known ??= new Set(await existingMonths(db));
    const missing = new Set<string>();
    for (const a of activities) {
      const month = monthOf(a.createdAt);
      if (!known.has(month)) missing.add(month);
    }
    if (missing.size === 0) return;
    await transaction(db, (client) => ensureMonths(db, client, [...missing].sort()));
    for (const month of missing) known.add(month);
  }

  return {
    prepare,
    /** Likewise, where retention has dropped a month since this process looked. */
    prepareAnew(activities: readonly Activity[]): Promise<void> {
      known = undefined;
      return prepare(activities);
    },
  };
}

export type Months = ReturnType<typeof createMonths>;
