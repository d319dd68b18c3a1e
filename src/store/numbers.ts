import type { Database, Queryable } from '../db/connect.ts';
import { MARKERS } from '../db/erased.ts';
import { raw, sql } from '../db/sql.ts';
import { type Ask, together } from '../db/together.ts';

/** Ids that a process keeps in mind; a million of them were 61 to 119 MB. */
const MOST = 300_000;

/**
 * The numbers of users by id. An id keeps its number as long as anything of the user is there; whoever removes users
 * moves the write guard's epoch, and then nothing of before is believed.
 */
export function createNumbers(db: Database) {
  let known = new Map<string, number>();
  let since = 0;

  return {
    /**
     * In the order asked for; 0 for whom there is no row of `users`.
     *
     * @param told the epoch, where it was read in the same snapshot
     */
    async of(client: Queryable, ids: readonly string[], told?: number): Promise<Int32Array> {
      if (ids.length === 0) return new Int32Array(0);
      const epoch = told ?? (await together(client, [epochOf(db)]))[0];
      if (epoch > since) [known, since] = [new Map(), epoch];
      // A snapshot of before finds for itself, and leaves what is known now alone.
      const mine = epoch === since ? known : new Map<string, number>();
      const missing = ids.filter((id) => !mine.has(id));
      const found = new Map<string, number>();
      if (missing.length > 0) {
        const { rows } = await client.query<{ id: string; no: number }>(
          `select id, user_no as no from ${db.s}.users where id = any($1::text[])`,
          [missing],
        );
        for (const { id, no } of rows) found.set(id, no);
      }
      const numbers = Int32Array.from(ids, (id) => found.get(id) ?? mine.get(id) ?? 0);
      if (epoch === since && mine === known) {
        if (known.size + found.size > MOST) known = new Map();
        if (found.size <= MOST) for (const [id, no] of found) known.set(id, no);
      }
      return numbers;
    },
  };
}

/** The write guard's epoch. */
export const epochOf = ({ tables }: Database): Ask<number> => ({
  sql: sql`select epoch from ${tables.writeGuard} where id = 1`,
  read: (rows) => rows[0]?.epoch ?? 0,
});

export type Numbers = ReturnType<typeof createNumbers>;

/** What a user is to a report, by number. */
export const PERSON = 0;
export const INTERNAL = 1;
/** Erased: in blocks that aren't rewritten yet it is as if nothing were there; what is kept counts for nobody. */
export const NOBODY = 2;
export const NOBODY_INTERNAL = 3;

/** One byte a number, up to the highest there is; threads share it. */
export const maskOf = ({ tables }: Database): Ask<Uint8Array> => ({
  sql: sql`select max(user_no) as no, ${raw(`${PERSON}`)} as mark from ${tables.users}
    union all select user_no, ${raw(`${INTERNAL}`)} from ${tables.users} where internal
    union all select user_no, ${raw(`${NOBODY}`)} + internal::int from ${tables.users} where id = any(${MARKERS}::text[])
    union all select no, ${raw(`${NOBODY}`)} + internal::int from ${tables.erasedNumbers}`,
  read(rows: { no: number | null; mark: number }[]) {
    const highest = rows.reduce((most, { no }) => Math.max(most, no ?? 0), 0);
    const mask = new Uint8Array(new SharedArrayBuffer(highest + 1));
    for (const { no, mark } of rows) if (no !== null) mask[no] = Math.max(mask[no]!, mark);
    return mask;
  },
});

/** The same by itself. */
export const loadMask = async (db: Database, client: Queryable): Promise<Uint8Array> =>
  (await together(client, [maskOf(db)]))[0];
