import { demandSettled, hasCitus } from '../db/citus.ts';
import { type Database, transaction } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { tableOf } from './retention-due.ts';

/**
 * Drops months that are empty. Needs the whole log's table for a moment, and that nobody reads or writes by a
 * snapshot in which the month isn't empty yet, nor has a commit that isn't on every node; so it gives up at once where
 * somebody is at work, and the next run tries again. A role that doesn't own them leaves them.
 *
 * @returns the months dropped
 */
export async function dropEmpty(db: Database, months: readonly string[]): Promise<string[]> {
  const dropped: string[] = [];
  const { rows } = await db.pool.query<{ owner: boolean }>(
    `select pg_has_role(relowner, 'usage') as owner from pg_class where oid = $1::regclass`,
    [`${db.s}.user_activity_logs`],
  );
  if (!rows[0]!.owner) return dropped;
  for (const month of months) {
    try {
      const gone = await transaction(db, async (client) => {
        takeTime(client, 10);
        await client.query(`set local lock_timeout = '500ms'`);
        await client.query(`lock table ${db.s}.chronicle_lock in access exclusive mode`);
        if (await hasCitus(client)) await demandSettled(client);
        await client.query(`lock table ${db.s}.user_activity_logs in access exclusive mode`);
        const { rows } = await client.query(`select 1 from ${tableOf(db, month)} limit 1`);
        if (rows.length === 0) await client.query(`drop table ${tableOf(db, month)}`);
        return rows.length === 0;
      });
      if (gone) dropped.push(month);
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
  return dropped;
}

/** Lock timeout, deadlock, or a table that another has dropped meanwhile. */
const isBusy = (error: unknown): boolean =>
  ['55P03', '40P01', '42P01'].includes(String((error as { code?: unknown } | null)?.code));
