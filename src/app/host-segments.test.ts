import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity, testDatabase } from '../../test/support/index.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
let now = Date.parse('2026-06-20T09:30:00Z');
const warned: object[] = [];
const log = { debug() {}, info() {}, warn: (fields: object) => void warned.push(fields), error() {} };

let s: TestServer;
beforeAll(async () => {
  s = await testServer({ now: () => now, log }, await testDatabase({ now: () => now }));
  await s.t.ingest.writeHistory(
    Array.from({ length: 1_200 }, (_, i) =>
      anActivity({
        userId: `user-${i}`,
        action: i % 3 === 0 ? 'session_shared' : 'session_created',
        createdAt: now - DAY,
      }),
    ),
    'test',
  );
  await save('sharers', 'did:session_shared:>=1:ever');
});
afterAll(() => s.close());

const save = async (slug: string, rules: string) =>
  s.post('/api/admin/segments', { name: slug, slug, rules }, { as: await s.key('admin') });
const isIn = (user: string, slug = 'sharers') => s.analytics.segments.isIn(user, slug);
async function membersOf(slug: string): Promise<string[]> {
  const found = [];
  for await (const userId of s.analytics.segments.members(slug)) found.push(userId);
  return found;
}

it('tells the host who is in a segment, one by one and all of them', async () => {
  const wanted = Array.from({ length: 400 }, (_, i) => `user-${i * 3}`);
  expect((await membersOf('sharers')).sort()).toEqual(wanted.sort());
  expect([await isIn('user-3'), await isIn('user-4'), await isIn('nobody'), await isIn('')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it('asks the database for nothing once a user is known', async () => {
  const { pool } = s.t.db;
  expect(await isIn('user-6')).toBe(true);
  const own = s.analytics.db.pool;
  const { query } = own;
  own.query = () => {
    throw new Error('the database is asked');
  };
  try {
    expect([await isIn('user-6'), await isIn('user-7')]).toEqual([true, false]);
  } finally {
    own.query = query;
  }
  expect(pool).not.toBe(own);
});

it('is as of a minute ago while it is asked for, and of ten minutes at most', async () => {
  await s.t.ingest.track(anActivity({ userId: 'user-1', action: 'session_shared', createdAt: now }));
  expect(await isIn('user-1')).toBe(false);
  now += 2 * MINUTE;
  // The first of them begins it; who asks in the meantime is answered as before.
  await expect.poll(() => isIn('user-1')).toBe(true);
  await s.t.ingest.track(anActivity({ userId: 'user-2', action: 'session_shared', createdAt: now }));
  now += 11 * MINUTE;
  expect(await isIn('user-2')).toBe(true);
});

it('never rejects, and tells the log at most once a minute', async () => {
  now += 2 * MINUTE;
  warned.length = 0;
  expect([await isIn('user-3', 'gone'), await isIn('user-3', 'gone'), await isIn('user-3', 'other')]).toEqual(
    [false, false, false],
  );
  expect(warned).toEqual([expect.objectContaining({ segment: 'gone' })]);
  await expect(membersOf('gone')).rejects.toThrow('segment is unknown; takes sharers');
  await save('gone', 'did:session_shared:>=1:ever');
  now += 2 * MINUTE;
  await expect.poll(() => isIn('user-3', 'gone')).toBe(true);
});
