import type { UserCounts } from './platform.ts';
import { at, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** `usersAt` where the accounts are the platform's own: counted as they are there now, in one pass. */
export async function mappedUsersAt(r: Reader, ends: readonly number[], scope: Scope): Promise<UserCounts> {
  const there = (i: number) =>
    `joined_at < $${i + 2}::timestamptz and (deleted_at is null or deleted_at >= $${i + 2}::timestamptz)`;
  const rows = await r.rows<Record<string, number>>(
    `select ${ends.map((_, i) => `count(*) filter (where ${there(i)}) as n${i}`).join(', ')},
       count(*) filter (where not identified and ${there(0)}) as stubs
     from ${r.ctx.db.relations.users.sql} u where $1 or not internal`,
    [scope.internalPeople, ...ends.map(at)],
  );
  return { totals: ends.map((_, i) => rows[0]![`n${i}`]!), unidentified: rows[0]!.stubs! };
}
