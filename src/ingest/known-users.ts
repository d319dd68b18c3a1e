import type { Database } from '../db/connect.ts';
import type { Activity } from './activity.ts';

interface Known {
  readonly internal: boolean;
  /** Milliseconds of the first activity; Infinity where there is none yet. */
  firstSeen: number;
}

/** What one batch may rely on, as long as the guard still has this epoch when it is written. */
export interface UsersView {
  readonly epoch: number;
  /** Zone of per-user days; `rebuild --timezone` changes it and moves the epoch. */
  readonly zone: string;
  isInternal(userId: string): boolean;
  /** Users that the batch must insert, or whose first activity it moves back, by id. */
  newIn(firsts: readonly { userId: string; first: number }[]): [string, number][];
}

/** The guard's epoch, and the zone of per-user days under it. */
export const GUARD = (s: string) =>
  `select epoch, (select value #>> '{}' from ${s}.meta where key = 'timezone') as zone
   from ${s}.write_guard where id = 1`;

const LIMIT = 200_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * What this process knows of users, so that a write asks the database only about new ones. Valid for one
 * epoch of the write guard: whoever changes a user's flags moves the epoch, and the write is refused.
 */
export function createKnownUsers(db: Database) {
  let users = new Map<string, Known>();
  let epoch = 0;
  let zone = 'UTC';

  /** Forgets everything where the epoch has moved. */
  async function refresh(): Promise<void> {
    const { rows } = await db.pool.query<{ epoch: number; zone: string }>(GUARD(db.s));
    if (!rows[0]) throw new Error('the table write_guard is empty; run `joip-analytics migrate`');
    if (rows[0].epoch !== epoch) users = new Map();
    ({ epoch, zone } = rows[0]);
  }

  async function read(ids: string[], into: Map<string, Known>): Promise<void> {
    const { rows } = await db.pool.query<{ id: string; internal: boolean; first: Date | null }>({
      name: 'joip_known_users',
      text: `select id, internal, first_seen_at as first from ${db.s}.users where id = any($1::text[])`,
      values: [ids],
    });
    for (const id of ids) into.set(id, { internal: false, firstSeen: NEVER });
    for (const row of rows)
      into.set(row.id, { internal: row.internal, firstSeen: row.first?.getTime() ?? NEVER });
  }

  return {
    refresh,

    /** Reads the users of a batch that are not known yet. */
    async view(activities: readonly Activity[]): Promise<UsersView> {
      if (epoch === 0) await refresh();
      if (users.size > LIMIT) users = new Map();
      const ids = new Set(activities.map((a) => a.userId));
      for (;;) {
        // TRICKY: another lane may replace the map while this one waits; only a map that still
        // stands and holds every id answers for the epoch.
        const map = users;
        const missing = [...ids].filter((id) => !map.has(id));
        if (missing.length > 0) await read(missing, map);
        if (map === users) break;
      }
      const map = users;
      return {
        epoch,
        zone,
        isInternal: (userId) => map.get(userId)?.internal ?? false,
        newIn: (firsts) =>
          firsts
            .filter(({ userId, first }) => first < (map.get(userId)?.firstSeen ?? NEVER))
            .map(({ userId, first }) => [userId, first]),
      };
    },

    /** After the commit. */
    remember(written: readonly (readonly [string, number])[]): void {
      for (const [id, first] of written) {
        const known = users.get(id);
        if (known) known.firstSeen = Math.min(known.firstSeen, first);
      }
    },
  };
}
