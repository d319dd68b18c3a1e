import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { Analytics } from '../../src/app/interface.ts';
import type { AnalyticsOptions } from '../../src/app/options.ts';
import { createAnalytics } from '../../src/index.ts';
import { anActivity, emptyDatabase } from '../support/index.ts';
import { type DatabaseProxy, databaseProxy } from '../support/proxy.ts';

/** The promise is 10 s; the rest is for a busy machine. */
const CLOSED_WITHIN = 15_000;

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let proxy: DatabaseProxy;
const opened: Analytics[] = [];
beforeEach(async () => {
  database = await emptyDatabase();
  proxy = await databaseProxy(database.url);
  proxy.shut();
});
afterEach(async () => {
  proxy.thaw();
  proxy.open();
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await proxy.close();
  await database.drop();
});

async function start(options: Partial<AnalyticsOptions> = {}): Promise<Analytics> {
  const analytics = await createAnalytics({ databaseUrl: proxy.url, queue: { timeout: 2_000 }, ...options });
  analytics.start();
  opened.push(analytics);
  return analytics;
}
const ask = (from: Analytics, path: string) => from.fetch(new Request(`http://127.0.0.1:3000${path}`));
const statusOf = async (from: Analytics, path: string) => (await ask(from, path)).status;

it('the host starts without its database, says so, and takes activity once it is there', async () => {
  const analytics = await start({ basePath: '/insights' });
  expect(await statusOf(analytics, '/insights/healthz')).toBe(200);
  const ready = await ask(analytics, '/insights/readyz');
  expect([ready.status, await ready.json()]).toMatchObject([
    503,
    { obstacles: { database: expect.any(String) } },
  ]);
  const report = await ask(analytics, '/insights/api/admin/analytics');
  expect([report.status, report.headers.get('content-type'), report.headers.get('retry-after')]).toEqual([
    503,
    'application/problem+json',
    '5',
  ]);
  const sent = anActivity();
  expect(await analytics.track(sent as never)).toMatchObject({
    outcome: 'refused',
    reason: 'database_unavailable',
    message: expect.stringMatching(/^not written: /),
  });
  expect(await analytics.identify({ userId: 'u' })).toMatchObject({ reason: 'database_unavailable' });
  await expect(analytics.reports.usageSummary()).rejects.toThrow("hasn't been reached yet");
  analytics.apiCall('u');

  proxy.open();
  await expect.poll(() => statusOf(analytics, '/insights/readyz'), { timeout: 25_000 }).toBe(200);
  expect(await analytics.track(sent as never)).toMatchObject({ outcome: 'committed' });
  expect(await analytics.identify({ userId: 'u' })).toEqual({ outcome: 'recorded' });
});

it('an activity that waits is committed when the database comes in time, from two processes at once', async () => {
  const both = await Promise.all([
    start({ queue: { timeout: 25_000 } }),
    start({ queue: { timeout: 25_000 } }),
  ]);
  const told = Promise.all(both.map((each) => each.track(anActivity() as never)));
  proxy.open();
  expect((await told).map(({ outcome }) => outcome)).toEqual(['committed', 'committed']);
});

it('a refusal that is found later stands on readyz and in every outcome', async () => {
  const analytics = await start({ schema: 'later' });
  const other = await createAnalytics({ databaseUrl: database.url, schema: 'later', timezone: 'UTC' });
  await other.close();
  const wrong = await start({ schema: 'later', timezone: 'Europe/Berlin' });
  proxy.open();
  await expect
    .poll(async () => (await ask(wrong, '/readyz')).text(), { timeout: 25_000 })
    .toContain('Europe/Berlin');
  expect(await wrong.track(anActivity() as never)).toMatchObject({
    reason: 'database_refused',
    message: expect.stringContaining('Europe/Berlin'),
  });
  await expect.poll(() => statusOf(analytics, '/readyz'), { timeout: 25_000 }).toBe(200);
});

it('a database in another encoding that is found later is refused with what to do', async () => {
  const admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  const name = `${inject('databasePrefix')}_latin1`;
  await admin.query(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`);
  try {
    const url = new URL(proxy.url);
    url.pathname = `/${name}`;
    const analytics = await start({ databaseUrl: url.href });
    expect(await statusOf(analytics, '/readyz')).toBe(503);
    proxy.open();
    await expect
      .poll(async () => (await ask(analytics, '/readyz')).text(), { timeout: 25_000 })
      .toMatch(/encoding.*UTF-8/);
    expect(await analytics.track(anActivity() as never)).toMatchObject({
      reason: 'database_refused',
      message: expect.stringContaining('LATIN1'),
    });
    expect(await statusOf(analytics, '/healthz')).toBe(200);
    await analytics.close();
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
});

it('fails at once where that is asked for, or where waiting is no help', async () => {
  await expect(start({ waitForDatabase: false })).rejects.toThrow();
  await expect(start({ schema: 'public' })).rejects.toThrow('schema');
});

it.each(['shut', 'freeze'] as const)('closes in time while it waits: %s', async (how) => {
  proxy.open();
  proxy[how]();
  const analytics = await start();
  const begun = performance.now();
  await analytics.close();
  expect(performance.now() - begun).toBeLessThan(CLOSED_WITHIN);
  expect(await analytics.track(anActivity() as never)).toMatchObject({ outcome: 'refused' });
  proxy.thaw();
  proxy.open();
});
