import type { Database } from '../db/connect.ts';
import type { Activity } from './activity.ts';
import * as binary from './binary.ts';
import type { KnownUsers } from './known-users.ts';
import type { Persons } from './persons.ts';

export type Sameness = 'new' | 'same' | 'other';

export const activityKey = (a: Activity) => `${a.eventId} ${a.createdAt} ${a.userId}`;

/** First occurrences of each key, and the rest, which can only be duplicates of them. */
export function splitRepeats(activities: readonly Activity[]): { firsts: Activity[]; repeats: Activity[] } {
  const seen = new Set<string>();
  const firsts: Activity[] = [];
  const repeats: Activity[] = [];
  for (const a of activities) {
    const key = activityKey(a);
    if (seen.has(key)) repeats.push(a);
    else {
      seen.add(key);
      firsts.push(a);
    }
  }
  return { firsts, repeats };
}

/**
 * Which of these activities the log holds already, by key, and whether with the same content: action,
 * feature, and details as JSON values (not what was enriched).
 */
export async function findExisting(db: Database, activities: readonly Activity[]): Promise<Sameness[]> {
  const { rows } = await db.pool.query<{ i: number; same: boolean }>(
    `select i.i::int, l.action = i.action and l.feature = i.feature and l.details is not distinct from i.details as same
     from unnest($1::text[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[])
       with ordinality as i(user_id, created_at, event_id, action, feature, details, i)
     join ${db.s}.user_activity_logs l
       on l.user_id = i.user_id and l.created_at = i.created_at and l.event_id = i.event_id`,
    [
      binary.texts(activities.map((a) => a.userId)),
      binary.timestamps(activities.map((a) => a.createdAt)),
      binary.uuids(activities.map((a) => a.eventId)),
      binary.texts(activities.map((a) => a.action)),
      binary.texts(activities.map((a) => a.feature)),
      binary.jsons(activities.map((a) => a.details)),
    ],
  );
  const found: Sameness[] = activities.map(() => 'new');
  for (const row of rows) found[row.i - 1] = row.same ? 'same' : 'other';
  return found;
}

export type LookUp = (activities: readonly Activity[]) => Promise<Sameness[]>;

/** Asks what the log holds of activities; those who were erased are named in them as the log names them now. */
export function createLookUp(db: Database, users: KnownUsers, persons: Persons): LookUp {
  return async (activities) => {
    for (;;) {
      await users.refresh();
      const view = await users.view(activities);
      const existing = await findExisting(
        db,
        activities.map((a) => persons.redacted(a, view.aliasOf)),
      );
      // An erasure in between has put aliases into the log: look again before it is called a conflict.
      if (!existing.includes('other') || (await users.refresh()) === view.epoch) return existing;
    }
  };
}
