import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue, defineCatalogue } from '../catalogue/index.ts';
import { migrate } from '../db/migrate.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase({ timezone: 'America/New_York' });
});
afterEach(() => t.drop());

const START = Date.UTC(2026, 2, 7);
const THEMES = [
  'JOI',
  'joi',
  'Forced Bi',
  'forced_bi',
  'something else',
  '',
  7,
  true,
  null,
  ['a'],
  undefined,
];

async function fill(n = 400): Promise<void> {
  const r = random(7);
  const actions = Object.keys(catalogue.actions);
  const inputs = Array.from({ length: n }, () => {
    const createdAt = START + r.int(0, 3 * 86_400_000);
    return anActivity({
      userId: `user-${r.int(1, 9)}`,
      action: r.chance(0.4) ? 'smart_caption_generated' : r.pick(actions),
      createdAt,
      eventId: r.uuid(createdAt),
      details: r.chance(0.2) ? null : { theme: r.pick(THEMES), layout: r.pick(['side-by-side', 'grid']) },
    });
  });
  await t.ingest.writeHistory(inputs, 'test');
  for (let i = 0; i < 5; i++) t.ingest.signals.apiCall(`user-${i + 7}`);
  t.ingest.signals.present('user-1');
  await t.ingest.signals.flush();
}

it('finds nothing where ingest wrote everything', async () => {
  await fill();
  expect(await reconcile(t.db, { catalogue })).toEqual({
    total: 0,
    drift: [],
    activities: 400,
    pending: 0,
    unfilled: [],
  });
});

it.each([
  ['user_usage_stats', `set sessions_created = sessions_created + 1 where user_id = 'user-1'`, 1],
  ['user_usage_stats', `set last_activity_at = last_activity_at + interval '1 ms'`, 9],
  ['user_daily_stats', `set k_caption_theme_joi = null where k_caption_theme_joi is not null`, undefined],
  ['user_daily_values', `set n = n + 1 where user_id = 'user-2'`, undefined],
  ['activity_rollups', `set n = n + 1 where grain = 1440 and breakdown = ''`, undefined],
  ['activity_rollups', `set internal = true where grain = 15 and action = 'session_created'`, undefined],
  ['users', `set first_seen_at = null where id = 'user-3'`, 1],
])('finds a wrong %s and mends it (%s)', async (table, damage, total) => {
  await fill();
  await t.db.pool.query(`update ${t.db.s}.${table} ${damage}`);
  const found = await reconcile(t.db, { catalogue });
  expect(found.total).toBeGreaterThan(0);
  if (total !== undefined) expect(found.total).toBe(total);
  expect(new Set(found.drift.map((d) => d.table))).toEqual(new Set([table]));
  await rebuild(t.db, { catalogue });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
});

it('names the row, the column and both values', async () => {
  await t.ingest.writeHistory([anActivity({ userId: 'u', createdAt: START })], 'test');
  await t.db.pool.query(`update ${t.db.s}.user_daily_stats set a_session_created = 3`);
  const { drift } = await reconcile(t.db, { catalogue });
  expect(drift).toEqual([
    {
      table: 'user_daily_stats',
      key: '2026-03-06 u',
      column: 'a_session_created',
      stored: '3',
      recounted: '1',
    },
  ]);
});

it('finds activity that was never counted, and counts for activity that is not there', async () => {
  await fill();
  await t.db.pool.query(`delete from ${t.db.s}.user_activity_logs where user_id = 'user-1'`);
  expect((await reconcile(t.db, { catalogue })).total).toBeGreaterThan(5);
  await rebuild(t.db, { catalogue });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  const { rows } = await t.db.pool.query(
    `select activities from ${t.db.s}.user_daily_stats where user_id = 'user-1'`,
  );
  expect(rows).toEqual([{ activities: 0 }]);
});

it('folds values beyond the first 200 as ingest does', async () => {
  const inputs = Array.from({ length: 230 }, (_, i) =>
    anActivity({ action: 'smart_caption_generated', details: { theme: `theme ${i}` } }),
  );
  await t.ingest.writeHistory(inputs, 'test');
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  const { rows } = await t.db.pool.query(
    `select sum(n)::int as n from ${t.db.s}.user_daily_values where value = '(other)'`,
  );
  // The five known themes have their places from the first.
  expect(rows).toEqual([{ n: 35 }]);
});

it('can look at some users only', async () => {
  await fill();
  await t.db.pool.query(
    `update ${t.db.s}.user_daily_stats set activities = activities + 1 where user_id in ('user-1', 'user-2')`,
  );
  const all = await reconcile(t.db, { catalogue });
  const [one, none] = [
    await reconcile(t.db, { catalogue, users: ['user-2', 'user-3'] }),
    await reconcile(t.db, { catalogue, users: ['user-3'] }),
  ];
  expect(one.drift).toEqual(all.drift.filter((d) => d.key.endsWith('user-2')));
  expect(one.total).toBeGreaterThan(0);
  expect(none.total).toBe(0);
});

it('takes a pending row for neither counted nor missing', async () => {
  const client = await t.db.pool.connect();
  try {
    await client.query('begin');
    await t.ingest.track(anActivity(), { tx: client });
    await client.query('commit');
  } finally {
    client.release();
  }
  expect(await reconcile(t.db, { catalogue })).toMatchObject({ total: 0, activities: 1, pending: 1 });
  await rebuild(t.db, { catalogue });
  await t.ingest.foldPending();
  expect(await reconcile(t.db, { catalogue })).toMatchObject({ total: 0, activities: 1, pending: 0 });
});

it('sees details as the log keeps them, not as they were handed in', async () => {
  const inherited = Object.create({ theme: 'JOI' }) as { theme?: string };
  for (const details of [
    { theme: new Date(0) },
    inherited,
    { toJSON: () => ({ theme: 'Beta' }) },
    { theme: 'CBT' },
  ])
    await t.ingest.writeHistory(
      [{ userId: 'u', action: 'smart_caption_generated', details, createdAt: START, eventId: randomUUID() }],
      'test',
    );
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  const { rows } = await t.db.pool.query(`select value, n from ${t.db.s}.user_daily_values order by 1`);
  expect(rows).toEqual([
    { value: '1970-01-01T00:00:00.000Z', n: 1 },
    { value: 'Beta', n: 1 },
    { value: 'CBT', n: 1 },
  ]);
});

it('rewrites the days for another zone', async () => {
  await t.ingest.writeHistory([anActivity({ userId: 'u', createdAt: Date.UTC(2026, 2, 8, 3) })], 'test');
  const days = async () => (await t.db.pool.query(`select day from ${t.db.s}.user_daily_stats`)).rows;
  expect(await days()).toEqual([{ day: '2026-03-07' }]);
  expect((await rebuild(t.db, { catalogue, timezone: 'Asia/Kolkata' })).timezone).toBe('Asia/Kolkata');
  expect(await days()).toEqual([{ day: '2026-03-08' }]);
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  // A process that ran all along writes days of the new zone.
  t.ingest.signals.apiCall('u');
  await t.ingest.writeHistory([anActivity({ userId: 'u', createdAt: Date.UTC(2026, 2, 8, 2) })], 'test');
  await t.ingest.flush();
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  await expect(rebuild(t.db, { catalogue, timezone: 'Mars/Olympus' })).rejects.toThrow('is no time zone');
});

it('fills the column of a counter that the catalogue gained', async () => {
  await fill();
  const { fingerprint: _, ...plain } = catalogue;
  const wider = defineCatalogue({
    ...plain,
    counters: {
      ...plain.counters,
      refreshes: { label: 'Refreshes', feature: 'sessions', actions: ['session_refreshed'] },
    },
  });
  await migrate(t.db, { catalogue: wider });
  expect((await reconcile(t.db, { catalogue: wider })).unfilled).toEqual(['user_usage_stats.refreshes']);
  await rebuild(t.db, { catalogue: wider });
  expect(await reconcile(t.db, { catalogue: wider })).toMatchObject({ total: 0, unfilled: [] });
  const { rows } = await t.db.pool.query(
    `select (select sum(refreshes) from ${t.db.s}.user_usage_stats) as counter,
       (select count(*) from ${t.db.s}.user_activity_logs where action = 'session_refreshed') as log`,
  );
  expect(rows[0].counter).toBe(rows[0].log);
});
