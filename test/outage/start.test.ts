import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Analytics } from '../../src/analytics-interface.ts';
import type { AnalyticsOptions } from '../../src/analytics-options.ts';
import { createAnalytics } from '../../src/index.ts';
import { anActivity, emptyDatabase } from '../support/index.ts';
import { type DatabaseProxy, databaseProxy } from '../support/proxy.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let proxy: DatabaseProxy;
const opened: Analytics[] = [];
beforeEach(async () => {
  database = await emptyDatabase();
  proxy = await databaseProxy(database.url);
  proxy.shut();
});
afterEach(async () => {
  proxy.open();
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await proxy.close();
  await database.drop();
});

async function start(options: Partial<AnalyticsOptions> = {}): Promise<Analytics> {
  const analytics = await createAnalytics({ databaseUrl: proxy.url, queue: { timeout: 300 }, ...options });
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
  await expect(analytics.reports.usageSummary()).rejects.toThrow('has not been reached yet');
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

it('fails at once where that is asked for, or where waiting is no help', async () => {
  await expect(start({ waitForDatabase: false })).rejects.toThrow();
  await expect(start({ schema: 'public' })).rejects.toThrow('schema');
});

it('closes while it waits', async () => {
  const analytics = await start();
  await analytics.close();
  expect(await analytics.track(anActivity() as never)).toMatchObject({ outcome: 'refused' });
  proxy.open();
});
