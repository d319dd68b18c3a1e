import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { unfilledColumns } from '../db/catalogue-columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { storedTimezone } from '../db/meta.ts';
import { takeTime } from '../db/silence.ts';
import { type Comparison, comparisons, differing } from './comparisons.ts';
import { recount } from './recount.ts';
import { recountUserDays } from './user-days.ts';

/** One stored value that is not what the log says. */
export interface Drift {
  table: string;
  /** The row, as `2026-03-15 user-1`. */
  key: string;
  column: string;
  stored: string | null;
  recounted: string | null;
}

export interface Reconciliation {
  /** Values that differ, all tables together. Expected: 0. */
  total: number;
  /** The first of them, at most `limit`. */
  drift: Drift[];
  /** Rows of the log that were recounted. */
  activities: number;
  /** Rows that a host's transaction wrote and that are not counted yet: no drift. */
  pending: number;
  /** Columns left out because they wait for `rebuild`, as `table.column`. */
  unfilled: string[];
}

export interface ReconcileOptions {
  catalogue: CatalogueInput;
  /** Drift rows returned at most. Default 20. */
  limit?: number;
  /** Only what is kept of these users: quick on a large log. Default: everything. */
  users?: readonly string[];
  onStep?: (step: string) => void;
}

/**
 * Recounts everything that can be derived from the log, in one snapshot, and compares it with what is
 * stored. Changes nothing; ingest goes on meanwhile.
 *
 * @example
 * const { total } = await reconcile(db, { catalogue }); // 0
 */
export async function reconcile(db: Database, o: ReconcileOptions): Promise<Reconciliation> {
  const limit = o.limit ?? 20;
  const [zone, unfilled] = [await storedTimezone(db), await unfilledColumns(db)];
  return transaction(
    db,
    async (client) => {
      takeTime(client);
      await recount(db, client, { catalogue: o.catalogue, zone, users: o.users, onStep: o.onStep });
      const drift: Drift[] = [];
      let total = 0;
      const days = o.users ? [] : [await recountUserDays(db, client)];
      for (const comparison of [...comparisons(o.catalogue, unfilled), ...days]) {
        if (o.users && comparison.table === 'activity_rollups') continue;
        o.onStep?.(`comparing ${comparison.table}`);
        const found = await compare(db, client, comparison, limit, o.users !== undefined);
        total += found.total;
        drift.push(...found.drift.slice(0, limit - drift.length));
      }
      const { rows } = await client.query<{ activities: number; pending: number }>(
        `select (select count(*) from ${db.s}.user_activity_logs) as activities,
           (select count(*) from ${db.s}.activity_pending) as pending`,
      );
      return { total, drift, ...rows[0]!, unfilled: [...unfilled].sort() };
    },
    'begin isolation level repeatable read',
  );
}

async function compare(
  db: Database,
  client: pg.PoolClient,
  c: Comparison,
  limit: number,
  some: boolean,
): Promise<{ total: number; drift: Drift[] }> {
  const values = [
    ...c.numbers.map((x) => `('${x}', coalesce("s_${x}", 0)::text, coalesce("r_${x}", 0)::text)`),
    ...c.instants.map((x) => `('${x}', "s_${x}"::text, "r_${x}"::text)`),
  ];
  const { rows } = await client.query<Omit<Drift, 'table'> & { total: number }>(
    `select concat_ws(' ', ${c.keys.map((key) => `d.${key}`).join(', ')}) as key,
       v.name as column, v.stored, v.recounted, count(*) over () as total
     from ${differing(db.s, c, some)} d
     cross join lateral (values ${values.join(', ')}) as v(name, stored, recounted)
     where v.stored is distinct from v.recounted
     order by 1, 2 limit $1`,
    [limit],
  );
  return {
    total: rows[0]?.total ?? 0,
    drift: rows.map(({ total: _, ...row }) => ({ ...row, table: c.table })),
  };
}
