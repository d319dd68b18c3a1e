import { type Database, transaction } from '../db/connect.ts';
import { atLeisure, takeTime } from '../db/silence.ts';
import { utcDay } from '../db/user-days.ts';

/** Processes' clocks may differ by this much around midnight, in milliseconds. */
const GRACE = 3_600_000;

/** What a day's row holds, of users who joined on it. */
const USER_DAY_COUNTS = `count(*)::int as people,
  count(*) filter (where not identified)::int as stubs,
  count(*) filter (where internal)::int as internal,
  count(*) filter (where internal and not identified)::int as internal_stubs`;

/**
 * Counts the users of finished UTC days (before today, an hour after its start) that have no row in `user_days`. Safe to run at
 * any time and from several processes.
 *
 * @param now milliseconds since 1970
 */
export async function countUserDays(db: Database, now: number): Promise<void> {
  const end = utcDay(now - GRACE);
  const missing = `
    select g::date as day
    from (select min(joined_at) as first from ${db.s}.users) f,
      generate_series((f.first at time zone 'UTC')::date::timestamp, $1::date::timestamp - interval '1 day', '1 day') g
    where not exists (select from ${db.s}.user_days d where d.day = g::date)`;
  const { rows } = await atLeisure(db, (client) => client.query(`select from (${missing}) m limit 1`, [end]));
  if (rows.length === 0) return;
  await transaction(db, async (client) => {
    takeTime(client, 10);
    // Waits for writes under way and holds new ones back, which then see these days as counted.
    await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
    await client.query(
      `insert into ${db.s}.user_days (day, people, stubs, internal, internal_stubs)
       select m.day, coalesce(c.people, 0), coalesce(c.stubs, 0), coalesce(c.internal, 0), coalesce(c.internal_stubs, 0)
       from (${missing}) m left join (
         select (joined_at at time zone 'UTC')::date as day, ${USER_DAY_COUNTS}
         from ${db.s}.users where joined_at is not null group by 1) c on c.day = m.day
       on conflict (day) do nothing`,
      [end],
    );
  });
}
