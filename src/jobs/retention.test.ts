import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase, told } from '../../test/support/index.ts';
import { type CounterDef, defaultCatalogue as catalogue, defineCatalogue } from '../catalogue/index.ts';
import type { RetentionPolicy } from '../contract/families/privacy/settings.ts';
import { connect, snapshot } from '../db/connect.ts';
import { startOfDay } from '../db/days.ts';
import { migrate } from '../db/migrate.ts';
import { existingMonths } from '../db/partitions.ts';
import { readReportState } from '../db/report-state.ts';
import { createIngest } from '../ingest/index.ts';
import { createTombstones } from '../ingest/tombstones.ts';
import { buildBlocks } from '../store/build.ts';
import { sweepErased } from '../store/sweep.ts';
import { openView } from '../store/view.ts';
import { eraseUser } from './erase/index.ts';
import { lastRuns } from './job-runs.ts';
import { ensurePartitions } from './partitions.ts';
import { rebuild } from './rebuild.ts';
import { reconcile } from './reconcile.ts';
import { previewRetention, type RetentionOptions, retain } from './retention.ts';
import { createRetentionRunner } from './retention-runner.ts';
import { changeRetention, readRetention } from './settings.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 20, 9, 30);
const ZONE = 'Asia/Kathmandu';

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase({ timezone: ZONE, now: () => NOW });
});
afterEach(() => t.drop());

const KEEP: RetentionPolicy = { activity: {}, auditLog: 'keep', deadLetters: 'keep' };
const every = (days: number): RetentionPolicy => ({
  ...KEEP,
  activity: Object.fromEntries(Object.keys(catalogue.features).map((feature) => [feature, days])),
});
const run = (policy: RetentionPolicy, o: Partial<RetentionOptions> = {}) =>
  retain(t.db, { catalogue, policy, now: NOW, ...o });
const rows = async (text: string) => (await t.db.pool.query(text.replaceAll('$s', t.db.s))).rows;
const drift = async () => (await reconcile(t.db, { catalogue })).drift;
/** Lifetime counters, and everything that is told of whole days. */
const kept = async () => ({
  stats: await rows('select * from $s.user_usage_stats order by user_id'),
  ...(await told(t.db, catalogue, ['2025-12-01', '2026-06-20'])),
});
const build = (now = NOW) => buildBlocks(t.db, catalogue, { now, force: true });

/** Half a year of activity and signals. */
async function fill(n = 600): Promise<void> {
  const r = random(5);
  const actions = Object.keys(catalogue.actions);
  const inputs = Array.from({ length: n }, () => {
    const createdAt = NOW - r.int(0, 180 * DAY);
    const details = { theme: r.pick(['JOI', 'beta', 'odd', 7]), layout: 'side-by-side' };
    return anActivity({
      userId: `user-${r.int(1, 6)}`,
      action: r.chance(0.3) ? 'smart_caption_generated' : r.pick(actions),
      createdAt,
      eventId: r.uuid(createdAt),
      details,
    });
  });
  await t.ingest.writeHistory(inputs, 'test');
  for (const age of [170, 120, 3]) {
    const then = createIngest(t.db, { catalogue, now: () => NOW - age * DAY });
    for (let i = 0; i < 4; i++) then.signals.apiCall(`user-${i}`);
    await then.close();
  }
}

it('removes nothing unless an operator says so', async () => {
  await fill(50);
  expect(await readRetention(t.db, catalogue)).toEqual({
    ...KEEP,
    activity: Object.fromEntries(Object.keys(catalogue.features).map((feature) => [feature, 'keep'])),
  });
  expect(await run(await readRetention(t.db, catalogue))).toMatchObject({ ran: true, rows: 0, features: [] });
  expect((await readReportState(t.db)).logStart).toBeUndefined();
});

it('drops whole months, cuts the rest, and leaves every number as it was', async () => {
  await fill();
  const before = await kept();
  await build();
  const policy = every(90);
  const preview = await previewRetention(t.db, { catalogue, policy, now: NOW });
  const cut = '2026-03-21T18:15:00.000Z';
  expect(preview.partitions).toEqual(['2025-12', '2026-01', '2026-02']);
  expect(preview.features.every((each) => each.before === cut)).toBe(true);
  const [{ n }] = await rows(`select count(*) as n from $s.user_activity_logs where created_at < '${cut}'`);
  expect(preview.features.reduce((sum, each) => sum + each.rows, 0)).toBe(n);

  const progress: number[] = [];
  const done = await run(policy, { chunk: 25, onProgress: (rowsDone) => progress.push(rowsDone) });
  expect(done).toMatchObject({
    ran: true,
    stopped: false,
    rows: n,
    signals: 8,
    partitions: preview.partitions,
  });
  expect(done.features).toEqual(preview.features);
  expect(progress.at(-1)).toBe(n + 8);
  expect(progress.length).toBeGreaterThan(5);
  expect(Math.max(...progress.map((each, i) => each - (progress[i - 1] ?? 0)))).toBeLessThanOrEqual(25);
  expect(await rows(`select count(*) as n from $s.user_activity_logs where created_at < '${cut}'`)).toEqual([
    { n: 0 },
  ]);
  expect(await existingMonths(t.db)).not.toContain('2026-01');
  expect((await readReportState(t.db)).logStart).toBe(Date.parse(cut));
  expect(await kept()).toEqual(before);
  expect(await drift()).toEqual([]);
  // What is left of the days is built anew.
  expect((await build()).blocks).toBeGreaterThan(0);
  expect(await kept()).toEqual(before);
  expect(await drift()).toEqual([]);
  expect((await rebuild(t.db, { catalogue, now: NOW })).mended).toEqual({
    user_activity_logs: 0,
    user_usage_stats: 0,
    users: 0,
    chronicle_blocks: 0,
  });
  await run(policy);
  expect((await lastRuns(t.db, 'retention')).map((each) => each.result.rows)).toEqual([0, n]);
});

it('goes by feature, and compares what the log still tells', async () => {
  await fill();
  const before = await kept();
  await run({ ...KEEP, activity: { sessions: 90, smart_captions: 120, account: 150 } });
  const left = await rows(
    `select feature, min(created_at) < '2026-01-01' as old from $s.user_activity_logs group by 1 order by 1`,
  );
  expect(left.filter((row) => row.old).map((row) => row.feature)).toEqual([
    'admin',
    'babecock_studio',
    'community',
    'media_gallery',
  ]);
  expect(await kept()).toEqual(before);
  expect(await drift()).toEqual([]);
  await t.db.pool.query(`update ${t.db.s}.user_usage_stats set sessions_created = sessions_created + 1`);
  expect((await drift()).length).toBeGreaterThan(3);
  await rebuild(t.db, { catalogue });
  expect(await kept()).toEqual(before);
});

it('refuses what could have been counted before, and takes the rest', async () => {
  await fill();
  const late = anActivity({ createdAt: NOW - 100 * DAY });
  await run({ ...KEEP, activity: { sessions: 90 } });
  expect(await t.ingest.writeHistory([late], 'test')).toMatchObject([
    { outcome: 'dead_letter', reason: 'too_old' },
  ]);
  const media = anActivity({ action: 'media_uploaded', createdAt: NOW - 175 * DAY });
  expect(await t.ingest.writeHistory([media, media], 'test')).toMatchObject([
    { outcome: 'committed' },
    { outcome: 'duplicate' },
  ]);
  expect(await drift()).toEqual([]);
});

/** A report that goes on until `commit`. */
async function reportUnderWay() {
  const client = await t.db.pool.connect();
  await client.query(`begin isolation level repeatable read read only; set local search_path = ${t.db.s}`);
  await client.query('lock table chronicle_lock in access share mode');
  await client.query('select 1 from users');
  return {
    logged: async () => (await client.query('select count(*) as n from user_activity_logs')).rows[0].n,
    async commit() {
      await client.query('commit');
      client.release();
    },
  };
}

const { workers } = inject('databaseKind');

it.skipIf(workers)(
  'takes no month from a report under way, and drops it the next time (on Citus it waits for the report)',
  async () => {
    await t.ingest.writeHistory([anActivity({ createdAt: NOW - 150 * DAY })], 'test');
    const report = await reportUnderWay();
    expect(await run({ ...KEEP, activity: { sessions: 90 } })).toMatchObject({ rows: 1, partitions: [] });
    expect(await report.logged()).toBe(1);
    await report.commit();
    expect(await existingMonths(t.db)).toContain('2026-01');
    expect(await run({ ...KEEP, activity: { sessions: 90 } })).toMatchObject({
      rows: 0,
      partitions: ['2026-01'],
    });
  },
);

it.runIf(workers)('takes nothing from a report under way on Citus, and goes on after it', async () => {
  await t.ingest.writeHistory([anActivity({ createdAt: NOW - 150 * DAY })], 'test');
  const report = await reportUnderWay();
  const removing = run({ ...KEEP, activity: { sessions: 90 } });
  const waiting = `select count(*) as n from pg_locks where relation = '$s.chronicle_lock'::regclass and not granted`;
  await expect.poll(() => rows(waiting)).toEqual([{ n: 1 }]);
  expect(await report.logged()).toBe(1);
  await report.commit();
  expect(await removing).toMatchObject({ rows: 1, partitions: ['2026-01'] });
});

it('takes history into a month whose table is gone', async () => {
  await t.ingest.writeHistory([anActivity({ createdAt: NOW - 150 * DAY })], 'test');
  await run({ ...KEEP, activity: { sessions: 90 } });
  expect(await existingMonths(t.db)).not.toContain('2026-01');
  const media = anActivity({ action: 'media_uploaded', createdAt: NOW - 150 * DAY });
  expect(await t.ingest.writeHistory([media], 'test')).toMatchObject([{ outcome: 'committed' }]);
  expect(await drift()).toEqual([]);
});

it('fills a counter that came after the log had gone', async () => {
  await fill();
  await run(every(90));
  const { fingerprint: _, ...plain } = catalogue;
  const wider = defineCatalogue({
    ...plain,
    counters: {
      ...plain.counters,
      oddCaptions: {
        label: 'Odd',
        feature: 'smart_captions',
        actions: ['smart_caption_generated'],
        where: { theme: 'Odd' },
      },
    },
  });
  await migrate(t.db, { catalogue: wider });
  await rebuild(t.db, { catalogue: wider });
  expect((await reconcile(t.db, { catalogue: wider })).total).toBe(0);
  // Days that can not be counted again stay in their zone.
  await expect(rebuild(t.db, { catalogue, timezone: 'UTC' })).rejects.toThrow(`keep ${ZONE}`);
  const [{ lifetime }] = await rows('select sum(odd_captions) as lifetime from $s.user_usage_stats');
  expect(lifetime).toBeGreaterThan(20);
  const lines = (await kept()).users.filter((line) => line.includes(' theme=odd: '));
  expect(lines.reduce((sum, line) => sum + Number(line.split(': ')[1]), 0)).toBe(lifetime);
});

it('waits for rebuild with a new counter where only what is kept counts', async () => {
  await t.ingest.writeHistory([anActivity({ createdAt: NOW - 100 * DAY })], 'test');
  await run(every(90));
  expect(await rows('select from $s.user_activity_logs')).toEqual([]);
  const { fingerprint: _, ...plain } = catalogue;
  const wider = defineCatalogue({
    ...plain,
    counters: {
      ...plain.counters,
      begun: { label: 'Begun', feature: 'sessions', actions: ['session_created'] },
    },
  });
  await migrate(t.db, { catalogue: wider });
  expect((await reconcile(t.db, { catalogue: wider })).unfilled).toEqual(['user_usage_stats.begun']);
  await rebuild(t.db, { catalogue: wider });
  expect(await reconcile(t.db, { catalogue: wider })).toMatchObject({ total: 0, unfilled: [] });
  expect(await rows('select begun from $s.user_usage_stats')).toEqual([{ begun: 1 }]);
});

it('keeps values apart that the catalogue tells apart since the log was written', async () => {
  const { fingerprint: _, ...plain } = catalogue;
  const counters: Record<string, CounterDef> = plain.counters;
  const narrow = defineCatalogue({
    ...plain,
    breakdowns: Object.fromEntries(Object.entries(plain.breakdowns).filter(([name]) => name !== 'theme')),
    counters: Object.fromEntries(
      Object.entries(counters).filter(([, def]) => !def.where),
    ) as typeof plain.counters,
  });
  const ingest = createIngest(t.db, { catalogue: narrow, now: () => NOW });
  const captions = ['JOI', 'joi', 'mine'].map((theme, i) =>
    anActivity({ action: 'smart_caption_generated', createdAt: NOW - 100 * DAY - i, details: { theme } }),
  );
  await ingest.writeHistory(captions, 'test');
  await ingest.close();
  await rebuild(t.db, { catalogue, now: NOW });
  const before = await kept();
  expect(before.totals).toEqual([
    '2026-03-12 smart_caption_generated theme=JOI: 2, internal 0',
    '2026-03-12 smart_caption_generated theme=mine: 1, internal 0',
  ]);
  // As a process has it that registered nothing.
  await t.db.pool.query(`delete from ${t.db.s}.chronicle_blocks`);
  await t.db.pool.query(`delete from ${t.db.s}.activity_kinds where details <> '{}'`);
  const db = connect({ url: t.url });
  await retain(db, { catalogue, policy: every(90), now: NOW });
  expect(await told(db, catalogue, ['2026-03-01', '2026-03-31'])).toMatchObject({ totals: before.totals });
  expect((await reconcile(db, { catalogue })).drift).toEqual([]);
  await db.close();
});

it('leaves what is pending until it is counted', async () => {
  await ensurePartitions(t.db, NOW - 100 * DAY);
  const client = await t.db.pool.connect();
  await client.query('begin');
  const late = createIngest(t.db, { catalogue, now: () => NOW - 100 * DAY });
  const written = await late.track(anActivity({ createdAt: NOW - 100 * DAY }), { tx: client });
  expect(written.outcome).toMatchObject({ outcome: 'pending' });
  await t.ingest.writeHistory([anActivity({ createdAt: NOW - 101 * DAY })], 'test');
  await client.query('commit');
  client.release();
  expect(await run(every(90))).toMatchObject({ rows: 1 });
  await late.foldPending();
  await late.close();
  expect(await drift()).toEqual([]);
  expect(await run(every(90))).toMatchObject({ rows: 1 });
  expect(await drift()).toEqual([]);
  expect((await kept()).totals).toEqual([
    '2026-03-11 session_created: 1, internal 0',
    '2026-03-12 session_created: 1, internal 0',
  ]);
});

it('tells whole days of what is gone, and no part of one', async () => {
  await t.ingest.writeHistory([anActivity({ createdAt: NOW - 91 * DAY })], 'test');
  await run(every(90));
  const day = startOfDay('2026-03-21', ZONE);
  const count = (start: number, end: number) =>
    snapshot(t.db, async (client) => {
      const view = await openView({ db: t.db, client, catalogue, zone: ZONE }, { spans: [{ start, end }] });
      const passes = new Uint8Array(view.kindCount).fill(1);
      const span = { start, end };
      const [found] = await view.walk([
        { sink: 'people', span, places: null, internal: null, passes, weights: [] },
      ]);
      return found.activities.reduce((sum, n) => sum + n, 0);
    });
  expect(await count(day, day + DAY)).toBe(1);
  expect(await count(day + DAY, day + 2 * DAY)).toBe(0);
  await expect(count(day, day + 20 * 3_600_000)).rejects.toThrow('is kept by day');
  await expect(count(day + 20 * 3_600_000, day + 2 * DAY)).rejects.toThrow('is kept by day');
});

it('runs once, whoever starts it, and goes on after a stop', async () => {
  await fill();
  const before = await kept();
  const results = await Promise.all([run(every(90)), run(every(90)), run(every(90))]);
  expect(results.map(({ ran }) => ran).sort()).toEqual([false, false, true]);
  expect(await kept()).toEqual(before);

  const stop = new AbortController();
  await t.ingest.writeHistory(
    Array.from({ length: 60 }, (_, i) => anActivity({ createdAt: NOW - 20 * DAY - i })),
    'test',
  );
  const later = { catalogue, now: NOW + 111 * DAY, policy: every(91), chunk: 10 };
  const cut = await retain(t.db, { ...later, signal: stop.signal, onProgress: () => stop.abort() });
  expect(cut).toMatchObject({ stopped: true });
  expect(await drift()).toEqual([]);
  expect((await retain(t.db, later)).rows).toBeGreaterThan(0);
  expect(await drift()).toEqual([]);
});

it('is cut short by whoever asks, and goes on when asked again', async () => {
  await fill();
  const before = await kept();
  await changeRetention(t.db, catalogue, { activity: every(90).activity });
  const runner = createRetentionRunner(t.db, { catalogue, now: () => NOW + 100 * DAY });
  expect(await runner.cut()).toBeNull();
  const cut = runner.run(() => void runner.cut());
  expect(await cut).toMatchObject({ ran: true, stopped: true });
  expect(runner.progress()).toBeNull();
  expect(await drift()).toEqual([]);
  expect(await runner.run()).toMatchObject({ ran: true, stopped: false });
  expect(await drift()).toEqual([]);
  expect(await kept()).toEqual(before);
});

it('goes together with writes, erasures and recounts', async () => {
  await fill();
  const tombstones = createTombstones(t.db, Buffer.alloc(32, 1));
  const ingest = createIngest(t.db, { catalogue, now: () => NOW, tombstones });
  const write = async () => {
    for (let i = 0; i < 40; i++)
      await ingest.writeHistory(
        Array.from({ length: 5 }, (_, k) =>
          anActivity({ userId: `user-${k}`, createdAt: NOW - ((i * 7) % 170) * DAY }),
        ),
        'test',
      );
  };
  await Promise.all([
    write(),
    run(every(90), { chunk: 20 }),
    eraseUser(t.db, 'user-2', { catalogue, tombstones, now: NOW }),
    rebuild(t.db, { catalogue }),
  ]);
  await ingest.close();
  expect(await drift()).toEqual([]);
  await sweepErased(t.db);
  expect(await drift()).toEqual([]);
  expect((await kept()).users.filter((line) => line.includes('user-2'))).toEqual([]);
});

it('removes dead letters by a period of their own, and changes only what is given', async () => {
  await t.ingest.writeHistory([anActivity({ action: 'nonsense' })], 'test');
  await changeRetention(t.db, catalogue, { deadLetters: 30 });
  await changeRetention(t.db, catalogue, { activity: { sessions: 365 } });
  const policy = await readRetention(t.db, catalogue);
  expect(policy).toMatchObject({
    deadLetters: 30,
    auditLog: 'keep',
    activity: { sessions: 365, admin: 'keep' },
  });
  expect((await run(policy)).deadLetters).toBe(0);
  const then = { catalogue, policy, now: Date.now() + 31 * DAY };
  expect((await previewRetention(t.db, then)).deadLetters).toBe(1);
  expect((await retain(t.db, then)).deadLetters).toBe(1);
  await expect(changeRetention(t.db, catalogue, { activity: { chess: 90 } })).rejects.toThrow(
    'takes sessions',
  );
});
