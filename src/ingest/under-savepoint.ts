import type { HostTransaction } from './host.ts';
import type { Queryable } from './host-sql.ts';

/** The last of the work that was asked for in a transaction, by the transaction. */
const turns = new WeakMap<HostTransaction, Promise<unknown>>();

/**
 * Does work in the host's transaction, all of it or nothing, and leaves the transaction usable where it fails.
 * Savepoints of one connection are a stack: work that is asked for at once is done one after the other.
 *
 * @throws what the work throws, or the driver
 */
export function underSavepoint<T>(tx: HostTransaction, work: (inner: Queryable) => Promise<T>): Promise<T> {
  const before = turns.get(tx) ?? Promise.resolve();
  const mine = before.then(() =>
    tx.savepoint ? tx.savepoint((inner) => work(checked(inner))) : byStatements(tx, work),
  );
  turns.set(
    tx,
    mine.catch(() => {}),
  );
  return mine;
}

async function byStatements<T>(tx: HostTransaction, work: (inner: Queryable) => Promise<T>): Promise<T> {
  await tx.query('savepoint joip_analytics');
  try {
    const done = await work(checked(tx));
    await tx.query('release savepoint joip_analytics');
    return done;
  } catch (error) {
    // Where even this fails, the host's transaction is lost anyway and its own commit will say so.
    await Promise.resolve(tx.query('rollback to savepoint joip_analytics')).catch(() => {});
    throw error;
  }
}

/** What has a `query` of another kind, such as a TypeORM manager, is told by what it answers. */
const checked = (tx: Pick<HostTransaction, 'query'>): Queryable => ({
  async query(text, values) {
    const answer: unknown = await tx.query(text, values);
    const rows = (answer as { rows?: unknown } | null | undefined)?.rows;
    if (Array.isArray(rows)) return { rows };
    throw new TypeError(
      'options.tx answers a query with no { rows }; make one of the driver’s transaction by joip-analytics/tx/… (docs/transactions.md)',
    );
  },
});
