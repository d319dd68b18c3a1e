import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase, told } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue, defineCatalogue } from '../catalogue/index.ts';
import { connect } from '../db/connect.ts';
import { addDays } from '../db/days.ts';
import { migrate } from '../db/migrate.ts';
import { buildBlocks } from '../store/build.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { retain } from './retention.ts';

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

const build = () => buildBlocks(t.db, catalogue, { now: Date.now(), force: true });
const sql = (text: string) => t.db.pool.query(text.replaceAll('$s', t.db.s));

it('finds nothing where ingest wrote everything', async () => {
  await fill();
  expect((await build()).activities).toBe(400);
  expect(await reconcile(t.db, { catalogue })).toEqual({
    total: 0,
    drift: [],
    activities: 400,
    pending: 0,
    unfilled: [],
  });
});

it('finds details that are no object, and mends those that are the text of one', async () => {
  await fill();
  await build();
  const counters = async () => (await sql('select * from $s.user_usage_stats order by user_id')).rows;
  const before = await counters();
  // As a driver leaves it that makes JSON of a text which is JSON already.
  const { rowCount } = await sql(
    `with spoilt as materialized (select event_id, to_jsonb(details::text) as text from $s.user_activity_logs)
     update $s.user_activity_logs l set details = spoilt.text from spoilt
     where l.event_id = spoilt.event_id and details is not null`,
  );
  await sql(`insert into $s.user_activity_logs (user_id, created_at, event_id, action, feature, details)
    values ('user-1', '2026-03-07T00:00:00Z', gen_random_uuid(), 'session_viewed', 'sessions', '[1]')`);
  const found = await reconcile(t.db, { catalogue, limit: 1_000 });
  const wrong = found.drift.filter(({ table }) => table === 'user_activity_logs');
  expect(wrong).toHaveLength(rowCount! + 1);
  expect(wrong).toContainEqual(
    expect.objectContaining({
      key: expect.stringMatching(/^user-1 at 2026-03-07T00:00:00.000Z \(/),
      column: 'details',
      stored: '[1]',
      recounted: 'an object',
    }),
  );
  expect((await reconcile(t.db, { catalogue, users: ['nobody'] })).total).toBe(0);
  expect((await rebuild(t.db, { catalogue })).mended.user_activity_logs).toBe(rowCount);
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([expect.objectContaining({ stored: '[1]' })]);
  await sql(`delete from $s.user_activity_logs where details = '[1]'`);
  expect((await rebuild(t.db, { catalogue })).mended.user_activity_logs).toBe(0);
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
  const counted = ({ updated_at: _, ...row }: Record<string, unknown>) => row;
  expect((await counters()).map(counted)).toEqual(before.map(counted));
});

it('a log that is read for longer than an answer may take is mended all the same', async () => {
  await fill(10);
  const hasty = connect({ url: t.url, queryTimeout: 2_000 });
  const holder = await t.db.pool.connect();
  await holder.query(`begin; lock table ${t.db.s}.user_activity_logs in access exclusive mode`);
  const mended = rebuild(hasty, { catalogue });
  try {
    const waited = () =>
      sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and clock_timestamp() - query_start > interval '2.5 seconds'`);
    await Promise.race([
      mended,
      vi.waitUntil(async () => (await waited()).rows.length > 0, { timeout: 60_000 }),
    ]);
    await holder.query('rollback');
    expect((await mended).mended.user_activity_logs).toBe(0);
  } finally {
    holder.release();
    await hasty.close();
  }
});

it.each([
  ['user_usage_stats', `set sessions_created = sessions_created + 1 where user_id = 'user-1'`, 1],
  [
    'user_usage_stats',
    `set last_activity_at = '2026-03-05T12:34:56.789Z' where last_activity_at is not null`,
    9,
  ],
  ['users', `set first_seen_at = null where id = 'user-3'`, 1],
  ['chronicle_blocks', `set data_sum = data_sum + 1`, undefined],
  ['chronicle_blocks', `set totals_sum = totals_sum + 1`, undefined],
  ['chronicle_blocks', `set end_at = end_at + interval '1 month'`, undefined],
])('finds a wrong %s and mends it (%s)', async (table, damage, total) => {
  await fill();
  await build();
  await t.db.pool.query(`update ${t.db.s}.${table} ${damage}`);
  const found = await reconcile(t.db, { catalogue });
  expect(found.total).toBeGreaterThan(0);
  if (total !== undefined) expect(found.total).toBe(total);
  expect(new Set(found.drift.map((d) => d.table))).toEqual(new Set([table]));
  await rebuild(t.db, { catalogue });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
});

it('finds a block that tells something else than the log, and totals that tell something else than it', async () => {
  const acts = [0, 1, 2].map((i) => anActivity({ userId: 'u', createdAt: START + i * 60_000 }));
  await t.ingest.writeHistory(acts, 'test');
  await build();
  const before = await told(t.db, catalogue, ['2026-03-06', '2026-03-08']);
  // As a flag that was changed behind our back.
  await sql(`update $s.users set internal = true where id = 'u'`);
  const { rows: blocks } = await sql(`select start_at, end_at from $s.chronicle_blocks where activities > 0`);
  const key = `${blocks[0].start_at.toISOString()} – ${blocks[0].end_at.toISOString()}`;
  const name = 'sessions session_created';
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([
    {
      table: 'chronicle_blocks',
      key,
      column: 'totals (1)',
      stored: `0 of 2026-03-07T00:00:00.000Z: ${name}, internal`,
      recounted: `3 of 2026-03-07T00:00:00.000Z: ${name}, internal`,
    },
  ]);
  await sql(`update $s.users set internal = false where id = 'u'`);
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  // And a row that reached the log alone.
  await sql(`insert into $s.user_activity_logs (user_id, created_at, event_id, action, feature)
    select user_id, created_at + interval '1 s', gen_random_uuid(), action, feature from $s.user_activity_logs limit 1`);
  const { drift } = await reconcile(t.db, { catalogue });
  expect(drift.filter((d) => d.table === 'chronicle_blocks').map((d) => [d.column, d.stored])).toEqual([
    ['rows (1)', expect.stringMatching(/^0 of user \d+ at .*: sessions session_created$/)],
    ['totals (1)', `3 of 2026-03-07T00:00:00.000Z: ${name}`],
  ]);
  await rebuild(t.db, { catalogue });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  expect(await told(t.db, catalogue, ['2026-03-06', '2026-03-08'])).not.toEqual(before);
});

it('finds what the log has in years of which a block says that there is nothing, and builds blocks of it', async () => {
  await fill(10);
  await build();
  await sql(`select $s.make_log_month('2019-05')`);
  await sql(`insert into $s.user_activity_logs (user_id, created_at, event_id, action, feature)
    select 'user-1', '2019-05-03T04:05:06Z', gen_random_uuid(), 'session_viewed', 'sessions' from generate_series(1, 3)`);
  const { drift } = await reconcile(t.db, { catalogue });
  expect(drift.filter(({ table }) => table === 'chronicle_blocks')).toEqual([
    expect.objectContaining({
      column: 'rows',
      stored: 'none',
      recounted: 'some, one of 2019-05-03T04:05:06.000Z',
    }),
  ]);
  expect((await rebuild(t.db, { catalogue })).mended.chronicle_blocks).toBe(1);
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  const { rows } = await sql(
    `select sum(activities)::int as n from $s.chronicle_blocks where end_at < '2019-06-02'`,
  );
  expect(rows).toEqual([{ n: 3 }]);
});

it('builds every block anew where it is asked to', async () => {
  await fill();
  const { blocks } = await build();
  expect((await rebuild(t.db, { catalogue })).mended.chronicle_blocks).toBe(0);
  const steps: number[][] = [];
  const done = await rebuild(t.db, { catalogue, allBlocks: true, onBuilt: (...at) => steps.push(at) });
  expect(done).toMatchObject({ mended: { chronicle_blocks: 0 }, built: blocks });
  expect(steps.at(-1)).toEqual([400, 400]);
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
});

it('tells damage of what is kept, and refuses to count without it', async () => {
  await fill();
  const policy = {
    activity: Object.fromEntries(Object.keys(catalogue.features).map((feature) => [feature, 90])),
    auditLog: 'keep' as const,
    deadLetters: 'keep' as const,
  };
  await retain(t.db, { catalogue, policy, now: START + 200 * 86_400_000 });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  await sql(`update $s.users set internal = true where id = 'user-1'`);
  const { drift } = await reconcile(t.db, { catalogue });
  expect(new Set(drift.map((d) => `${d.table} ${d.column.split(' ')[0]}`))).toEqual(
    new Set(['chronicle_kept totals']),
  );
  await sql(`update $s.users set internal = false where id = 'user-1'`);
  await sql('update $s.chronicle_kept set data_sum = data_sum + 1');
  expect((await reconcile(t.db, { catalogue, limit: 1 })).drift).toMatchObject([
    { table: 'chronicle_kept', column: 'data', stored: 'damaged' },
  ]);
  await expect(rebuild(t.db, { catalogue })).rejects.toThrow('restore that table from a backup');
});

it('names the row, the column and both values', async () => {
  await t.ingest.writeHistory([anActivity({ userId: 'u', createdAt: START })], 'test');
  await sql('update $s.user_usage_stats set sessions_created = 3');
  const { drift } = await reconcile(t.db, { catalogue });
  expect(drift).toEqual([
    {
      table: 'user_usage_stats',
      key: 'u',
      column: 'sessions_created',
      stored: '3',
      recounted: '1',
    },
  ]);
});

it('finds activity that was never counted, and counts for activity that is not there', async () => {
  await fill();
  await build();
  await t.db.pool.query(`delete from ${t.db.s}.user_activity_logs where user_id = 'user-1'`);
  expect((await reconcile(t.db, { catalogue })).total).toBeGreaterThan(5);
  await rebuild(t.db, { catalogue });
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  // Their minutes of presence are left.
  const { rows } = await sql(
    `select sessions_created as n, last_activity_at as last from $s.user_usage_stats where user_id = 'user-1'`,
  );
  expect(rows).toEqual([{ n: 0, last: null }]);
});

it('folds values beyond the first 200 as ingest does', async () => {
  const inputs = Array.from({ length: 230 }, (_, i) =>
    anActivity({ action: 'smart_caption_generated', details: { theme: `theme ${i}` } }),
  );
  await t.ingest.writeHistory(inputs, 'test');
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  // The five known themes have their places from the first.
  const today = new Date().toISOString().slice(0, 10);
  const { totals } = await told(t.db, catalogue, [addDays(today, -1), today]);
  expect(totals.filter((line) => line.includes('(other)')).map((line) => line.slice(11))).toEqual([
    'smart_caption_generated theme=(other): 30, internal 0',
  ]);
});

it('can look at some users only', async () => {
  await fill();
  await t.db.pool.query(
    `update ${t.db.s}.user_usage_stats set sessions_created = sessions_created + 1 where user_id in ('user-1', 'user-2')`,
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
  const { totals } = await told(t.db, catalogue, ['2026-03-06', '2026-03-07']);
  expect(totals.flatMap((line) => line.split(' ').filter((part) => part.startsWith('theme=')))).toEqual([
    'theme=1970-01-01T00:00:00.000Z:',
    'theme=Beta:',
    'theme=CBT:',
  ]);
});

it('takes another zone for the days to come', async () => {
  await t.ingest.writeHistory([anActivity({ userId: 'u', createdAt: Date.UTC(2026, 2, 8, 3) })], 'test');
  await build();
  const days = async () => (await told(t.db, catalogue, ['2026-03-01', '2026-03-15'])).users;
  expect(await days()).toEqual(['2026-03-07 u session_created: 1']);
  expect((await rebuild(t.db, { catalogue, timezone: 'Asia/Kolkata' })).timezone).toBe('Asia/Kolkata');
  expect(await days()).toEqual(['2026-03-08 u session_created: 1']);
  expect((await reconcile(t.db, { catalogue })).total).toBe(0);
  // A process that ran all along goes on counting.
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
