import { all, type Sql, sql } from '../../db/sql.ts';
import type { Span } from '../range/local-time.ts';
import type { ReadScope } from '../read/activity-scope.ts';
import { at, type ReportReader } from '../read/reader.ts';
import type { People } from './people.ts';

/** Users of a scope that had joined before an instant and weren't deleted then, by number. */
export const joinedBefore = (r: ReportReader, end: number, scope: ReadScope): Promise<Int32Array> =>
  accounts(r, scope, sql`joined_at < ${at(end)} and (deleted_at is null or deleted_at >= ${at(end)})`);

/** Users of a scope that joined in a span, by number; who was deleted since did join. */
export const joinedIn = (r: ReportReader, { start, end }: Span, scope: ReadScope): Promise<Int32Array> =>
  accounts(r, scope, sql`joined_at >= ${at(start)} and joined_at < ${at(end)}`);

/** Accounts that were deleted before an instant, by number. */
export async function deletedBefore(r: ReportReader, end: number): Promise<ReadonlySet<number>> {
  const rows = await r.rows<{ nos: number[] | null }>(
    sql`select array_agg(user_no) as nos from ${r.from.users} u where deleted_at < ${at(end)}`,
  );
  return new Set(rows[0]?.nos ?? []);
}

async function accounts(r: ReportReader, scope: ReadScope, joined: Sql): Promise<Int32Array> {
  const where = [joined];
  if (!scope.internalPeople) where.push(sql`not internal`);
  if (scope.users) where.push(sql`id = any(${scope.users.ids}::text[])`);
  const rows = await r.rows<{ nos: number[] | null }>(
    sql`select array_agg(user_no) as nos from ${r.from.users} u where ${all(where)}`,
  );
  return Int32Array.from(rows[0]?.nos ?? []);
}

/** Whom a report lists, by number. */
export async function listedUsers(
  r: ReportReader,
  range: Span,
  scope: ReadScope,
  people: People,
  { include, joined }: { include?: 'inactive' | undefined; joined?: 'range' | 'ever' | undefined },
): Promise<Int32Array> {
  if (joined === 'range') return joinedIn(r, range, scope);
  if (joined === 'ever') return joinedBefore(r, range.end, scope);
  const there = whoWasThere(people);
  if (include !== 'inactive') return there;
  return Int32Array.from(new Set([...there, ...(await joinedBefore(r, range.end, scope))]));
}

/** Who did something, or sent signals, by number. */
export const whoWasThere = (people: People): Int32Array =>
  usersWhere(people, (no) => people.activities[no]! > 0 || people.signals[no]! > 0);

/** Users with at least one activity in the range, by number. */
export const activeOf = (people: People): Int32Array =>
  usersWhere(people, (no) => people.activities[no]! > 0);

/** How many of a list did nothing in the range that is an activity. */
export const inactiveAmong = (people: People, listed: Int32Array): number =>
  listed.reduce((sum, no) => sum + (people.activities[no] === 0 ? 1 : 0), 0);

function usersWhere({ activities }: People, is: (no: number) => boolean): Int32Array {
  const found = new Int32Array(activities.length);
  let length = 0;
  for (let no = 0; no < activities.length; no++) if (is(no)) found[length++] = no;
  return found.subarray(0, length);
}
