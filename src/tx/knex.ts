import type { HostTransaction } from '../ingest/host.ts';
import { adapted, has } from './adapted.ts';

/** The `trx` of `knex.transaction(async (trx) => …)`. */
export interface KnexTransaction {
  raw(sql: string, bindings: never): PromiseLike<{ rows: unknown[] }>;
}

/**
 * Knex's open transaction, as `track` and facts take it.
 *
 * @example
 * await knex.transaction(async (trx) => {
 *   await trx('sessions').insert(session);
 *   await analytics.trackSessionAction(userId, 'created', session.id, {}, { tx: fromKnex(trx) });
 * });
 */
export function fromKnex(trx: KnexTransaction): HostTransaction {
  const takes = 'fromKnex takes the trx of knex.transaction(async (trx) => …)';
  return adapted(trx, has(trx, 'raw'), takes, () => ({
    async query(text, values = []) {
      // Knex counts question marks: a parameter that stands twice is bound twice.
      const bindings: unknown[] = [];
      const sql = text.replaceAll('?', '\\?').replace(/\$(\d+)/g, (_, n) => {
        bindings.push(values[Number(n) - 1]);
        return '?';
      });
      const { rows } = await trx.raw(sql, bindings as never);
      return { rows };
    },
  }));
}
