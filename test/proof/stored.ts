import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { Database } from '../../src/db/connect.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';

/** Whether an outcome says that an activity is kept. */
export const isDurable = (outcome: string): boolean =>
  outcome === 'committed' || outcome === 'duplicate' || outcome === 'spooled';

/** Holds activities that were acknowledged, by their `details.n`, against the log. */
export async function stored(db: Database, acknowledged: ReadonlySet<number>) {
  const { rows } = await db.pool.query<{ n: number; times: number }>(
    `select (details ->> 'n')::int as n, count(*)::int as times from ${db.s}.user_activity_logs group by 1`,
  );
  const present = new Set(rows.map(({ n }) => n));
  return {
    lost: [...acknowledged].filter((n) => !present.has(n)).length,
    doubled: rows.reduce((sum, { times }) => sum + times - 1, 0),
  };
}

/** The same, and every counter and block against a recount. */
export const recounted = async (db: Database, acknowledged: ReadonlySet<number>) => ({
  ...(await stored(db, acknowledged)),
  drift: (await reconcile(db, { catalogue: defaultCatalogue })).total,
});
