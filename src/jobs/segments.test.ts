import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { transaction } from '../db/connect.ts';
import { buildSegments, outdateSegments } from './segments.ts';

const now = Date.parse('2026-03-20T12:00:00Z');
const options = { zone: 'UTC', now };
let t: TestDatabase;

const activity = (day: string, userId: string) => ({
  userId,
  action: 'session_created',
  createdAt: `${day}T10:00:00Z`,
});

async function segments() {
  const { rows } = await t.db.pool.query(
    `select tally, day, internal, users, counts from ${t.db.s}.daily_segments
     where tally in ('activities', 'a_session_created') order by 1, 2, 3`,
  );
  return rows.map((row) => [row.tally, row.day, [...row.users], [...row.counts]]);
}

beforeAll(async () => {
  t = await testDatabase({ now: () => now });
  await t.ingest.writeHistory(
    [
      activity('2026-03-14', 'a'),
      activity('2026-03-14', 'a'),
      activity('2026-03-17', 'b'),
      activity('2026-03-20', 'a'),
    ],
    'test',
  );
});
afterAll(() => t.drop());

it('builds finished days, also empty ones, and leaves today open', async () => {
  const days = ['2026-03-14', '2026-03-15', '2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19'];
  const progress: number[][] = [];
  const onProgress = (...x: number[]) => progress.push(x);
  expect(await buildSegments(t.db, defaultCatalogue, { ...options, chunk: 3, onProgress })).toEqual(days);
  expect(progress).toEqual([
    [3, 6],
    [6, 6],
  ]);
  const no = async (id: string) =>
    (await t.db.pool.query(`select user_no from ${t.db.s}.users where id = $1`, [id])).rows[0].user_no;
  const [a, b] = [await no('a'), await no('b')];
  expect(await segments()).toEqual([
    ['a_session_created', '2026-03-14', [a], [2]],
    ['a_session_created', '2026-03-17', [b], [1]],
    ['activities', '2026-03-14', [a], [2]],
    ['activities', '2026-03-17', [b], [1]],
  ]);
});

it('has nothing to do the second time', async () => {
  expect(await buildSegments(t.db, defaultCatalogue, options)).toEqual([]);
});

it('builds a day again that a late activity or a change of flags took out, from two processes once', async () => {
  await t.ingest.writeHistory([activity('2026-03-14', 'a')], 'test');
  await transaction(t.db, (client) => outdateSegments(t.db, client, ['b']));
  const built = await Promise.all([1, 2].map(() => buildSegments(t.db, defaultCatalogue, options)));
  expect(built.flat().sort()).toEqual(['2026-03-14', '2026-03-17']);
  expect((await segments())[0]![3]).toEqual([3]);
});

it('refuses writes that were under way, which then see the day as built', async () => {
  await Promise.all([
    ...Array.from({ length: 20 }, () => t.ingest.writeHistory([activity('2026-03-16', 'c')], 'test')),
    ...Array.from({ length: 5 }, () => buildSegments(t.db, defaultCatalogue, options)),
  ]);
  await buildSegments(t.db, defaultCatalogue, options);
  const { rows } = await t.db.pool.query(
    `select counts from ${t.db.s}.daily_segments where day = '2026-03-16' and tally = 'activities'`,
  );
  expect(rows.map((row) => [...row.counts])).toEqual([[20]]);
});

it('stops when asked', async () => {
  await t.ingest.writeHistory([activity('2026-03-14', 'a')], 'test');
  expect(await buildSegments(t.db, defaultCatalogue, { ...options, signal: AbortSignal.abort() })).toEqual(
    [],
  );
});
