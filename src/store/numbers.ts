import type { Database, Queryable } from '../db/connect.ts';
import { MARKERS } from '../db/erased.ts';

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
    /** In the order asked for; 0 for whom there is no row of `users`. */
    async of(client: Queryable, ids: readonly string[]): Promise<Int32Array> {
      if (ids.length === 0) return new Int32Array(0);
      const guard = await client.query<{ epoch: number }>(
        `select epoch from ${db.s}.write_guard where id = 1`,
      );
      const epoch = guard.rows[0]?.epoch ?? 0;
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

export type Numbers = ReturnType<typeof createNumbers>;

/** What a user is to a report, by number. */
export const PERSON = 0;
export const INTERNAL = 1;
/** Erased: in blocks that aren't rewritten yet it is as if nothing were there; what is kept counts for nobody. */
export const NOBODY = 2;
export const NOBODY_INTERNAL = 3;

/** One byte a number, up to the highest there is; threads share it. */
export async function loadMask(db: Database, client: Queryable): Promise<Uint8Array> {
  const { rows } = await client.query<{ no: number; mark: number }>(
    `select max(user_no) as no, ${PERSON} as mark from ${db.s}.users
     union all select user_no, ${INTERNAL} from ${db.s}.users where internal
     union all select user_no, ${NOBODY} + internal::int from ${db.s}.users where id = any($1::text[])
     union all select no, ${NOBODY} + internal::int from ${db.s}.erased_numbers`,
    [MARKERS],
  );
  const highest = rows.reduce((most, { no }) => Math.max(most, no ?? 0), 0);
  const mask = new Uint8Array(new SharedArrayBuffer(highest + 1));
  for (const { no, mark } of rows) if (no !== null) mask[no] = Math.max(mask[no]!, mark);
  return mask;
}
