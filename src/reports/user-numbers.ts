import type { Database } from '../db/connect.ts';
import type { DayArrays } from './day-rows.ts';
import { int4s } from './day-rows.ts';
import type { Reader } from './reader.ts';

interface Numbered {
  readonly no: number;
  readonly internal: boolean;
}

interface Known {
  epoch: number;
  users: Map<string, Numbered>;
}

const LIMIT = 200_000;
const known = new WeakMap<Database, Known>();

/**
 * What this process knows of recently active users, so that a report does not join them again. Like the
 * write path's, it holds for one epoch of the write guard: whoever changes or removes users moves it.
 */
async function knownFor(r: Reader): Promise<Map<string, Numbered>> {
  const epoch = await r.once('guardEpoch', async () => {
    const rows = await r.rows<{ epoch: number }>(`select epoch from ${r.s}.write_guard where id = 1`);
    return rows[0]?.epoch ?? 0;
  });
  let found = known.get(r.ctx.db);
  // A report of an older snapshot leaves what a newer one has learnt alone.
  if (found && found.epoch > epoch) return new Map();
  if (!found || found.epoch < epoch || found.users.size > LIMIT) {
    found = { epoch, users: new Map() };
    known.set(r.ctx.db, found);
  }
  return found.users;
}

/** Numbers of users by id. A user without a row of `users` is left out, as a join would. */
export async function numbersOf(r: Reader, ids: Iterable<string>): Promise<ReadonlyMap<string, Numbered>> {
  const users = await knownFor(r);
  const missing: string[] = [];
  for (const id of ids) if (!users.has(id)) missing.push(id);
  if (missing.length === 0) return users;
  const rows = await r.rows<Numbered & { id: string }>(
    `select id, user_no as no, internal from ${r.s}.users where id = any($1::text[])`,
    [missing],
  );
  for (const { id, no, internal } of rows) users.set(id, { no, internal });
  return users;
}

/** Rows of days by user id as rows by user number, internal accounts apart. */
export async function byNumber(
  r: Reader,
  rows: readonly Record<string, unknown>[],
  columns: readonly string[],
): Promise<DayArrays[]> {
  const lists = rows.map((row) => JSON.parse(String(row.ids)) as string[]);
  const numbers = await numbersOf(r, new Set(lists.flat()));
  return rows.flatMap((row, i) => {
    const users = lists[i]!.map((id) => numbers.get(id));
    const values = columns.map((_, c) => int4s(row[`c${c}`] as Buffer));
    return [false, true].map((internal) => {
      const places: number[] = [];
      users.forEach((user, place) => {
        if (user?.internal === internal) places.push(place);
      });
      return {
        day: String(row.day),
        internal,
        users: Int32Array.from(places, (place) => users[place]!.no),
        columns: values.map((column) => Int32Array.from(places, (place) => column[place]!)),
      };
    });
  });
}
