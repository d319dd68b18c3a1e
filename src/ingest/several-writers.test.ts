import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import type { Database } from '../db/connect.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { createIngest } from './index.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

/** A process whose writes have been sent and stay uncommitted until `go`. */
function holding(db: Database) {
  let go = () => {};
  let told = () => {};
  const held = new Promise<void>((resolve) => {
    told = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  async function query(asked: string | pg.QueryConfig, values?: unknown[]) {
    const text = typeof asked === 'string' ? asked : asked.text;
    if (!/insert into \S+\.user_activity_logs/.test(text)) return db.pool.query(asked as string, values);
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      const done = await client.query(asked as string, values);
      told();
      await gate;
      await client.query('commit');
      return done;
    } finally {
      client.release();
    }
  }
  const pool = new Proxy(db.pool, {
    get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)),
  });
  return { db: { ...db, pool }, held, go };
}

it('no process waits for another, though both count the same things at the same time', async () => {
  const createdAt = Date.now();
  const event = (userId: string) => ({
    userId,
    action: 'smart_caption_generated' as const,
    details: { theme: 'JOI' },
    createdAt,
    eventId: crypto.randomUUID(),
  });
  // What the log tells apart is known by now.
  await t.ingest.track(event('somebody'));
  const first = holding(t.db);
  const slow = createIngest(first.db, { catalogue });
  const waiting = slow.track(event('ann'));
  await first.held;
  const other = createIngest(t.db, { catalogue });
  expect((await other.track(event('bob'))).outcome).toMatchObject({ outcome: 'committed' });
  first.go();
  expect((await waiting).outcome).toMatchObject({ outcome: 'committed' });
  await other.close();
  await slow.close();
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
});
