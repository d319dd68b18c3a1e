import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

interface QueryRunner {
  query(text: string, values: unknown[], structured: true): Promise<{ records: unknown[] }>;
}

/** The `manager` of `dataSource.transaction(async (manager) => …)`, or a query runner with a transaction begun. */
export type TypeOrmTransaction =
  | { readonly queryRunner?: object | undefined }
  | { readonly isTransactionActive: boolean };

/**
 * TypeORM's open transaction, as `track` and facts take it.
 *
 * @example
 * await dataSource.transaction(async (manager) => {
 *   await manager.save(session);
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromTypeOrm(manager) });
 * });
 */
export function fromTypeOrm(given: TypeOrmTransaction): HostTransaction {
  const runner =
    given && (('isTransactionActive' in given ? given : given.queryRunner) as unknown as QueryRunner);
  const takes =
    'fromTypeOrm takes the manager of dataSource.transaction(async (manager) => …), or its query runner';
  return adapted(runner, has(runner, 'query'), takes, () => ({
    async query(text, values = []) {
      const { records } = await runner.query(text, values, true);
      return { rows: records };
    },
  }));
}
