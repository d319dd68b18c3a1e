import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

/** The `trx` of `db.transaction().execute(async (trx) => …)`, or of a controlled transaction. */
export interface KyselyTransaction {
  executeQuery(query: never): Promise<{ rows: unknown[] }>;
}

/**
 * Kysely's open transaction, as `track` and facts take it.
 *
 * @example
 * await db.transaction().execute(async (trx) => {
 *   await trx.insertInto('sessions').values(session).execute();
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromKysely(trx) });
 * });
 */
export function fromKysely(trx: KyselyTransaction): HostTransaction {
  const takes = 'fromKysely takes the trx of db.transaction().execute(async (trx) => …)';
  return adapted(trx, has(trx, 'executeQuery'), takes, () => ({
    async query(sql, parameters = []) {
      const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] };
      const compiled = { sql, parameters, query, queryId: { queryId: 'joip-analytics' } };
      const { rows } = await trx.executeQuery(compiled as never);
      return { rows };
    },
  }));
}
