import { reconcile } from '../reconcile.ts';
import { type Check, count, fail, ok, warn } from './check.ts';

/** Logs up to this many rows are recounted whole, larger ones for some users. */
const WHOLE = 500_000;
const SOME = 200;

export const counts: Check = {
  name: 'counts',
  question: 'Are the counters what the log says?',
  async run({ db, catalogue }) {
    const { rows } = await db.pool.query<{ n: number; ids: string[] | null }>(
      `select (select count(*) from (select 1 from ${db.s}.user_activity_logs limit $1) x) as n,
         (select array_agg(user_id) from (select user_id from ${db.s}.user_usage_stats order by random() limit $2) u) as ids`,
      [WHOLE + 1, SOME],
    );
    const { n, ids } = rows[0]!;
    const users = n > WHOLE ? (ids ?? []) : undefined;
    const found = await reconcile(db, { catalogue, limit: 3, ...(users ? { users } : {}) });
    const what = users ? `${users.length} users taken at random` : count(n, 'activity');
    if (found.total === 0) return ok(`${what}: drift 0`);
    const examples = found.drift.map((d) => `${d.table} ${d.key} ${d.column} ${d.stored} for ${d.recounted}`);
    return fail(
      `${what}: ${found.total} values differ, such as ${examples.join('; ')}`,
      'run `joip-analytics reconcile` for all of them and `joip-analytics rebuild` to mend them',
    );
  },
};

export const pending: Check = {
  name: 'pending',
  question: 'Is activity of host transactions counted soon?',
  async run({ db, patience = 2_000 }) {
    const waiting = async () =>
      (
        await db.pool.query<{ key: string }>(
          `select concat_ws(' ', user_id, created_at, event_id) as key from ${db.s}.activity_pending
           order by user_id, created_at, event_id limit 1000`,
        )
      ).rows.map((row) => row.key);
    const before = new Set(await waiting());
    if (before.size === 0) return ok('nothing waits');
    await new Promise((resolve) => setTimeout(resolve, patience));
    const still = (await waiting()).filter((key) => before.has(key)).length;
    if (still === 0) return ok('what waited was counted meanwhile');
    return warn(
      `${count(still, 'row')} waited longer than ${patience} ms`,
      'start the server, or call `analytics.start()` in the host: it counts them in the background',
    );
  },
};
