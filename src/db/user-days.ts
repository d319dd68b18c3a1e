import type pg from 'pg';
import type { Database } from './connect.ts';

type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

/** The UTC day of an instant, as `user_days` keeps it. */
export const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Takes the days on which users joined out of `user_days`: whoever changes when they joined, their flags or
 * removes them calls it before the change, and after it where they may have joined on another day, in the
 * same transaction and under the write guard (shared or alone).
 */
export async function outdateUserDays(
  db: Database,
  client: Queryable,
  userIds: readonly string[],
): Promise<void> {
  await client.query(
    `delete from ${db.s}.user_days where day in
       (select (joined_at at time zone 'UTC')::date from ${db.s}.users where id = any($1::text[]))`,
    [userIds],
  );
}
