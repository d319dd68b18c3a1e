import type pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { reports } from '../../test/support/reports.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { sql } from '../db/sql.ts';
import { together } from '../db/together.ts';
import { buildBlocks } from '../store/build.ts';
import { both } from './read/both.ts';
import { read } from './read/reader.ts';

const NOW = Date.UTC(2026, 2, 20, 12, 5);
const DAY = 86_400_000;

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
  const recorded = Array.from({ length: 200 }, (_, i) =>
    anActivity({
      userId: `user-${i % 7}`,
      createdAt: NOW - Math.floor((i * 70 * DAY) / 200),
      ...(i % 3 === 0 && { action: 'smart_caption_generated', details: { theme: 'joi' } }),
    }),
  );
  await t.ingest.writeHistory(recorded, 'test');
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
});
afterAll(() => t?.drop());

const ctx = () => ({ db: t.db, catalogue, zone: 'UTC', currency: 'USD', now: NOW, sample: false });

/** What is sent to the database while something is worked out, one after another. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const connect = t.db.pool.connect.bind(t.db.pool) as () => Promise<pg.PoolClient>;
  const watched = vi.spyOn(t.db.pool, 'connect').mockImplementation((async () => {
    const client = await connect();
    const ask = client.query.bind(client) as (...asked: unknown[]) => unknown;
    return new Proxy(client, {
      get(target, name) {
        if (name !== 'query') {
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return (...asked: unknown[]) => {
          const text = typeof asked[0] === 'string' ? asked[0] : (asked[0] as { text: string }).text;
          sent.push(text.trim().slice(0, 40));
          return ask(...asked);
        };
      },
    });
  }) as never);
  try {
    await work();
  } finally {
    watched.mockRestore();
  }
  return sent;
}

it.each([
  ['analytics', 5, () => reports.analytics(ctx(), { period: '30days' })],
  ['a page of users', 5, () => reports.usageAnalytics(ctx(), { period: '30days' })],
  [
    'themes by day',
    5,
    () =>
      reports.usageAnalytics(ctx(), { period: '30days', feature: 'smart_captions', groupBy: 'theme,day' }),
  ],
  ['one user', 9, () => reports.userUsage(ctx(), { userId: 'user-1' })],
])('%s asks the database %i times, begin and commit included', async (_, times, ask) => {
  const first = await ask();
  let again: unknown;
  const sent = await sentBy(async () => {
    again = await ask();
  });
  expect(again).toEqual(first);
  expect(sent).toHaveLength(times);
});

it('has the rows of several questions in the order of each, and none of what finds none', async () => {
  const numbers = (from: number) => ({
    sql: sql`select n, n::text as text from generate_series(${from}::int, 3) n order by n desc`,
    read: (rows: { n: number; text: string }[]) => rows.map(({ n, text }) => `${n} ${text}`),
  });
  expect(await together(t.db.pool, [numbers(1), numbers(4), numbers(3)])).toEqual([
    ['3 3', '2 2', '1 1'],
    [],
    ['3 3'],
  ]);
});

it('asks nothing more once its transaction is over, also where one of two things at once fails', async () => {
  let asked = false;
  const failing = read(ctx(), (r) =>
    both(
      r.rows(sql`select 1 / 0`),
      (async () => {
        await r.rows(sql`select pg_sleep(0.05)`).catch(() => {});
        asked = true;
      })(),
    ),
  );
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(asked).toBe(true);
});
