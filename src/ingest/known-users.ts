import type { CatalogueInput } from '../catalogue/index.ts';
import { unfillUnknown } from '../db/catalogue-columns.ts';
import type { Database } from '../db/connect.ts';
import { isMarker } from '../db/erased.ts';
import type { Activity } from './activity.ts';
import type { Persons } from './persons.ts';
import type { Tombstones } from './tombstones.ts';

interface Known {
  /** Set where the user was erased. */
  readonly alias?: string;
  /** Milliseconds of the first activity; Infinity where there is none yet. */
  firstSeen: number;
}

/** What one batch may rely on, as long as the guard still has this epoch when it is written. */
export interface UsersView {
  readonly epoch: number;
  /** Whether there is any tombstone. */
  readonly anyErased: boolean;
  /** What stands for an erased user in others' details; undefined for everybody else. */
  aliasOf(userId: string): string | undefined;
  /** Retention has removed a feature's log before this, in milliseconds; 0 where it never ran. */
  archivedBefore(feature: string): number;
  /** Users that the batch must insert, or whose first activity it moves back, by id. */
  newIn(firsts: readonly { userId: string; first: number }[]): [string, number][];
}

/** The guard's epoch, and what holds under it: archived log, and whether anybody was erased. */
export const GUARD = (s: string) =>
  `select epoch, (select value from ${s}.meta where key = 'archived_before') as archived,
     exists (select 1 from ${s}.erased_users) as erased
   from ${s}.write_guard where id = 1`;

export interface Guard {
  readonly epoch: number;
  /** ISO 8601 by feature. */
  readonly archived: Readonly<Record<string, string>> | null;
  readonly erased: boolean;
}

/**
 * Reads the guard for a writer. Each time that its epoch has moved, columns of counters that the writer doesn't know
 * lose their claim to be complete before it writes: a rebuild moves the epoch where it fills them.
 */
export function createGuard(db: Database, c: CatalogueInput): () => Promise<Guard> {
  let told = 0;
  return async () => {
    // TRICKY: read before the columns are looked at. One that is filled in between has moved the epoch, so that the
    // write is refused and all of this is done again.
    const { rows } = await db.pool.query<Guard>(GUARD(db.s));
    const guard = rows[0];
    if (!guard) throw new Error('the table write_guard is empty; run `joip-analytics migrate`');
    if (guard.epoch !== told) await unfillUnknown(db, c);
    told = guard.epoch;
    return guard;
  };
}

const LIMIT = 200_000;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * What this process knows of users, so that a write asks the database only about new ones. Valid for one
 * epoch of the write guard: whoever erases or removes log moves the epoch, and the write is refused.
 */
export function createKnownUsers(
  db: Database,
  c: CatalogueInput,
  tombstones: Tombstones | undefined,
  persons: Persons,
) {
  const readGuard = createGuard(db, c);
  let users = new Map<string, Known>();
  let epoch = 0;
  let archived = new Map<string, number>();
  let anyErased = false;

  /** Forgets everything where the epoch has moved; answers the epoch that it is. */
  async function refresh(): Promise<number> {
    const guard = await readGuard();
    if (guard.epoch !== epoch) users = new Map();
    ({ epoch, erased: anyErased } = guard);
    archived = new Map(Object.entries(guard.archived ?? {}).map(([name, at]) => [name, Date.parse(at)]));
    return epoch;
  }

  async function read(ids: string[], into: Map<string, Known>): Promise<void> {
    const { rows } = await db.pool.query<{ id: string; first: Date | null }>({
      name: 'joip_known_users',
      text: `select id, first_seen_at as first from ${db.s}.users where id = any($1::text[])`,
      values: [ids],
    });
    const stored = new Set(rows.map((row) => row.id));
    const erased =
      tombstones && anyErased
        ? await tombstones.among(ids.filter((id) => !stored.has(id) || isMarker(id)))
        : new Map<string, string>();
    // TRICKY: entered only now, and at once: another lane takes what is in the map for known.
    for (const id of ids) into.set(id, { firstSeen: NEVER });
    for (const row of rows) into.set(row.id, { firstSeen: row.first?.getTime() ?? NEVER });
    for (const [id, alias] of erased) into.set(id, { firstSeen: NEVER, alias });
  }

  return {
    refresh,

    /** Reads the users of a batch that aren't known yet. */
    async view(activities: readonly Activity[]): Promise<UsersView> {
      if (epoch === 0) await refresh();
      if (users.size > LIMIT) users = new Map();
      const ids = new Set(activities.map((a) => a.userId));
      for (;;) {
        // TRICKY: another lane may replace the map while this one waits; only a map that still
        // stands and holds every id answers for the epoch.
        const map = users;
        if (anyErased) for (const a of activities) for (const id of persons.namedIn(a.details)) ids.add(id);
        const missing = [...ids].filter((id) => !map.has(id));
        if (missing.length > 0) await read(missing, map);
        if (map === users) break;
      }
      const map = users;
      const [before, tombstoned] = [archived, anyErased];
      return {
        epoch,
        anyErased: tombstoned,
        aliasOf: (userId) => map.get(userId)?.alias,
        archivedBefore: (feature) => before.get(feature) ?? 0,
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

export type KnownUsers = ReturnType<typeof createKnownUsers>;
