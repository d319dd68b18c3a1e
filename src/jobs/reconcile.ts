import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { unfilledColumns } from '../db/catalogue-columns.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { wrongBlocks } from './compare-blocks.ts';
import { wrongKept } from './compare-kept.ts';
import { comparisons, differing, type TableComparison } from './comparisons.ts';
import { createDrifts, type Drift } from './drift.ts';
import { recount } from './recount.ts';
import { wrongDetails } from './wrong-details.ts';

export interface Reconciliation {
  /** Values that differ, all tables together. Expected: 0. */
  total: number;
  /** The first of them, at most `limit`. */
  drift: Drift[];
  /** Rows of the log that were recounted. */
  activities: number;
  /** Rows that a host's transaction wrote and that aren't counted yet: no drift. */
  pending: number;
  /** Columns left out because they wait for `rebuild`, as `table.column`. */
  unfilled: string[];
}

export interface ReconcileOptions {
  catalogue: CatalogueInput;
  /** Drift rows returned at most. Default 20. */
  limit?: number;
  /** Only the counters of these users: quick on a large log. Default: everything. */
  users?: readonly string[];
  onStep?: (step: string) => void;
}

/**
 * Recounts everything that follows from the log and from what is kept, in one snapshot, and compares it with what
 * is stored: counters, blocks, and what is kept with itself. Changes nothing; ingest goes on meanwhile.
 *
 * @example
 * const { total } = await reconcile(db, { catalogue }); // 0
 */
export async function reconcile(db: Database, o: ReconcileOptions): Promise<Reconciliation> {
  const { catalogue, limit = 20, onStep = () => {} } = o;
  const unfilled = await unfilledColumns(db);
  return transaction(
    db,
    async (client) => {
      takeTime(client);
      const drifts = createDrifts(limit);
      const damaged = await recount(db, client, o);
      // Without all of what is kept lifetime counters can't be told.
      for (const comparison of damaged.length > 0 ? [] : comparisons(catalogue, unfilled)) {
        onStep(`comparing ${comparison.table}`);
        const found = await compare(db, client, comparison, limit, o.users !== undefined);
        drifts.add(found.drift, found.total);
      }
      onStep('reading details');
      const { drift, total } = await wrongDetails(db, client, limit, o.users);
      drifts.add(drift, total);
      if (!o.users) {
        onStep('comparing blocks with the log');
        for (const { drift } of await wrongBlocks(db, client, catalogue)) drifts.add(drift);
      }
      if (!o.users || damaged.length > 0) {
        onStep('checking what is kept');
        drifts.add(await wrongKept(db, client, catalogue));
      }
      const { rows } = await client.query<{ activities: number; pending: number }>(
        `select (select count(*) from ${db.s}.user_activity_logs) as activities,
           (select count(*) from ${db.s}.activity_pending) as pending`,
      );
      return { ...drifts.done(), ...rows[0]!, unfilled: [...unfilled].sort() };
    },
    'begin isolation level repeatable read',
  );
}

async function compare(
  db: Database,
  client: pg.PoolClient,
  c: TableComparison,
  limit: number,
  some: boolean,
): Promise<{ total: number; drift: Drift[] }> {
  const values = [
    ...c.numbers.map((x) => `('${x}', coalesce("s_${x}", 0)::text, coalesce("r_${x}", 0)::text)`),
    ...c.instants.map((x) => `('${x}', "s_${x}"::text, "r_${x}"::text)`),
  ];
  const { rows } = await client.query<Omit<Drift, 'table'> & { total: number }>(
    `select d.${c.key} as key, v.name as column, v.stored, v.recounted, count(*) over () as total
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
