import { expect, it } from 'vitest';
import { newer } from '../../test/proof/matrix/newer.ts';
import { testDatabase } from '../../test/support/index.ts';
import { migrate } from './migrate.ts';

it('goes through where a writer holds what it needs and needs what it holds', async () => {
  const t = await testDatabase();
  const { pool, s } = t.db;
  const writer = await pool.connect();
  await writer.query('begin');
  await writer.query(`select 1 from ${s}.write_guard where id = 1 for update`);
  const migrated = migrate(t.db, { catalogue: newer(1) });
  const waiting = async () =>
    (
      await pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount;
  await expect.poll(waiting).toBe(1);
  await writer.query(`update ${s}.user_usage_stats set updated_at = updated_at`);
  await writer.query('commit');
  writer.release();
  expect((await migrated).columnsAdded).toEqual(['user_usage_stats.extra1']);
  await t.drop();
});
