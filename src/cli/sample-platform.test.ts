import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTemporary } from '../../test/support/server.ts';
import type { Installation } from '../app/installation.ts';
import { openInstallation } from '../app/open-installation.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { resolveConfig } from '../config/index.ts';
import { writeMeta } from '../db/meta.ts';
import { newEventId } from '../ingest/ids.ts';
import { sampleState } from '../sample/index.ts';
import { REAL_DATABASE } from './embedded.ts';
import { openSamplePlatform, wantsSample } from './sample-platform.ts';

const config = resolveConfig({});
let temporary: Awaited<ReturnType<typeof startTemporary>>;
let real: Installation<Catalogue>;

beforeAll(async () => {
  temporary = await startTemporary();
  await temporary.server.createDatabase(REAL_DATABASE);
  real = await openInstallation<Catalogue>({
    databaseUrl: temporary.server.url(REAL_DATABASE),
    timezone: 'Europe/Berlin',
    catalogue: config.catalogue,
  });
});
afterAll(async () => {
  await real.close();
  await temporary.stop();
});

const open = (told: number[] = []) =>
  openSamplePlatform({
    embedded: temporary.server,
    config,
    real,
    size: { users: 20, days: 5 },
    onProgress: (share) => told.push(share),
    onError: (error) => {
      throw error;
    },
  });

const counts = async (analytics: { db: Installation['db'] }) => {
  const { rows } = await analytics.db.pool.query(
    `select (select count(*) from ${analytics.db.s}.user_activity_logs)::int as activities,
       (select count(*) from ${analytics.db.s}.users)::int as users`,
  );
  return rows[0];
};

it('is made once, beside the real database, in its zone', async () => {
  expect(await wantsSample(config, real)).toBe(true);
  const told: number[] = [];
  const sample = await open(told);
  expect(told.at(-1)).toBe(1);
  const view = sample.view()!;
  expect([view.sample, view.zone]).toEqual([true, 'Europe/Berlin']);
  expect((await counts(view)).activities).toBeGreaterThan(0);
  expect(await counts(real)).toEqual({ activities: 0, users: 0 });
  await sample.close();

  const again: number[] = [];
  await (await open(again)).close();
  expect(again).toEqual([]);
});

it('is made anew where it was interrupted', async () => {
  const sample = await open();
  const state = (await sampleState(sample.view()!.db))!;
  await writeMeta(sample.view()!.db, 'sample', { ...state, complete: false });
  await sample.close();
  const told: number[] = [];
  const next = await open(told);
  expect(told.at(-1)).toBe(1);
  await next.close();
});

it('is renewed beside itself on another day', async () => {
  const old = await open();
  const today = (await sampleState(old.view()!.db))!;
  await writeMeta(old.view()!.db, 'sample', { ...today, date: '2020-01-01' });
  await old.close();
  const sample = await open();
  expect((await sampleState(sample.view()!.db))?.date).toBe('2020-01-01');
  const renewed = async () => (await sampleState(sample.view()!.db).catch(() => null))?.date === today.date;
  while (!(await renewed())) await new Promise((resolve) => setTimeout(resolve, 50));
  await sample.close();
});

it('is left, without touching real rows, and shown again where that is wanted', async () => {
  const sample = await open();
  expect(sample.left()).toBe(false);
  await sample.leave();
  expect([sample.view(), sample.left()]).toEqual([null, true]);
  await sample.back();
  expect([sample.view()?.sample, sample.left()]).toEqual([true, false]);
  expect(await wantsSample(config, real)).toBe(true);
  await sample.leave();
  expect(await wantsSample(config, real)).toBe(false);
  await sample.close();
  await writeMeta(real.db, 'sample_left', false);
  expect(await wantsSample(config, real)).toBe(true);
});

it('is not wanted beside real activity', async () => {
  await real.track({ userId: 'u', action: 'session_created', eventId: newEventId() });
  expect(await wantsSample(config, real)).toBe(false);
});
