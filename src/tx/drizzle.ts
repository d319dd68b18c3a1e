import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

/** What Drizzle takes in place of a text: a statement with its parameters. */
interface Statement {
  getSQL(): { toQuery(): { sql: string; params: unknown[] } };
}

/** The `tx` of `db.transaction(async (tx) => …)`, over node-postgres or postgres.js. */
export interface DrizzleTransaction {
  execute(query: never): PromiseLike<unknown>;
  transaction(work: (inner: DrizzleTransaction) => Promise<unknown>): Promise<unknown>;
  rollback(): never;
}

/**
 * Drizzle's open transaction, as `track` and facts take it.
 *
 * @example
 * await db.transaction(async (tx) => {
 *   await tx.insert(sessions).values(session);
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromDrizzle(tx) });
 * });
 */
export function fromDrizzle(tx: DrizzleTransaction): HostTransaction {
  const takes = 'fromDrizzle takes the tx of db.transaction(async (tx) => …)';
  return adapted(tx, has(tx, 'execute', 'transaction', 'rollback'), takes, () => ({
    ...asking(tx),
    // Its own savepoints, since what drives it may have to be told of them.
    savepoint: (work) =>
      tx.transaction((inner: DrizzleTransaction) => work(asking(inner))) as ReturnType<typeof work>,
  }));
}

const asking = (tx: DrizzleTransaction): HostTransaction => ({
  async query(text, values = []) {
    const statement: Statement = { getSQL: () => ({ toQuery: () => ({ sql: text, params: values }) }) };
    const answer = (await tx.execute(statement as never)) as unknown[] | { rows: unknown[] };
    return { rows: Array.isArray(answer) ? answer : answer.rows };
  },
});
