import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

/** The `sql` of `sql.begin(async (sql) => …)`. */
export interface PostgresJsTransaction {
  unsafe(text: string, values: never): PromiseLike<unknown>;
  savepoint(work: (inner: PostgresJsTransaction) => Promise<unknown>): Promise<unknown>;
}

/**
 * The open transaction of postgres.js, as `track` and facts take it.
 *
 * @example
 * await sql.begin(async (sql) => {
 *   await sql`insert into sessions ${sql(session)}`;
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromPostgresJs(sql) });
 * });
 */
export function fromPostgresJs(sql: PostgresJsTransaction): HostTransaction {
  const takes = 'fromPostgresJs takes the sql of sql.begin(async (sql) => …)';
  return adapted(sql, has(sql, 'unsafe', 'savepoint'), takes, () => ({
    ...asking(sql),
    // TRICKY: it rolls the whole transaction back for a statement that failed outside a savepoint of its own.
    savepoint: (work) =>
      sql.savepoint((inner: PostgresJsTransaction) => work(asking(inner))) as ReturnType<typeof work>,
  }));
}

const asking = (sql: PostgresJsTransaction): HostTransaction => ({
  query: async (text, values = []) => ({
    rows: [...((await sql.unsafe(text, values as never)) as unknown[])],
  }),
});
