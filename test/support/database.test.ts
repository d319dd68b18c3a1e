import { afterAll, beforeAll, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from './index.ts';

let a: TestDatabase;
let b: TestDatabase;
beforeAll(async () => {
  [a, b] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(() => Promise.all([a.drop(), b.drop()]));

it('gives each caller a database of its own, migrated and durable', async () => {
  const { outcome } = await a.ingest.track(anActivity({ userId: 'u' }));
  expect(outcome.outcome).toBe('committed');
  const count = async (t: TestDatabase) =>
    (await t.db.pool.query(`select count(*) as n from ${t.db.s}.user_activity_logs`)).rows[0].n;
  expect([await count(a), await count(b)]).toEqual([1, 0]);
  const { rows } = await a.db.pool.query('show fsync');
  expect(rows).toEqual([{ fsync: 'on' }]);
});
