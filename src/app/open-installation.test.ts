import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer } from '../../test/support/http.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import type { Installation } from './installation.ts';
import { openInstallation } from './open-installation.ts';

let t: TestDatabase;
let analytics: Installation;
beforeAll(async () => {
  t = await testDatabase();
  analytics = await openInstallation({ databaseUrl: t.url, migrate: false });
});
afterAll(async () => {
  await analytics.close();
  await t.drop();
});

const logOf = async (userId: string) =>
  (
    await t.db.pool.query(
      `select action, ip_address as ip, user_agent as agent, visit_id as visit
       from ${t.db.s}.user_activity_logs where user_id = $1 order by created_at`,
      [userId],
    )
  ).rows;

describe('opening', () => {
  it('says what to do where the schema is missing or the zone differs', async () => {
    const empty = await emptyDatabase();
    const open = (options: object) => openInstallation({ databaseUrl: empty.url, ...options });
    await expect(open({ migrate: false })).rejects.toThrow(/run `joip-analytics migrate` first/);
    await (await open({ timezone: 'Europe/Berlin' })).close();
    await expect(open({ timezone: 'UTC' })).rejects.toThrow(/rebuild --timezone UTC/);
    const again = await open({});
    expect(again.view.zone).toBe('Europe/Berlin');
    await again.close();
    await empty.drop();
  });

  it('works for several side by side, each in its own schema', async () => {
    const empty = await emptyDatabase();
    const open = (schema: string) => openInstallation({ databaseUrl: empty.url, schema, poolSize: 2 });
    const [one, two] = [await open('one'), await open('two')];
    await one.trackSessionAction('u', 'created', 's');
    const totals = await Promise.all(
      [one, two].map((each) => each.reports.usageSummary({ period: 'today' })),
    );
    expect(totals.map((each) => each.summary.activities)).toEqual([1, 0]);
    await Promise.all([one.close(), two.close()]);
    await empty.drop();
  });
});

describe('tracking', () => {
  it('never rejects, whatever it is handed', async () => {
    const bad = [
      undefined,
      null,
      7,
      {},
      { userId: 'u', action: 'session_created', details: { n: 1n } },
      {
        userId: 'u',
        get action(): string {
          throw new Error('no');
        },
      },
    ];
    for (const input of bad)
      expect(await analytics.track(input as never)).toMatchObject({ outcome: 'dead_letter' });
    const tx = { query: () => Promise.reject(new Error('connection lost')) };
    expect(await analytics.trackMediaAction('u', 'media_uploaded', {}, { tx })).toMatchObject({
      outcome: 'refused',
      reason: 'transaction',
    });
  });

  it('is refused, not thrown, once closed', async () => {
    const closed = await openInstallation({ databaseUrl: t.url, migrate: false });
    await closed.close();
    expect(await closed.trackSessionAction('u', 'viewed', 's')).toMatchObject({
      outcome: 'refused',
      reason: 'shutting_down',
    });
  });

  it('counts with the business row, or not at all', async () => {
    const client = await t.db.pool.connect();
    for (const end of ['rollback', 'commit']) {
      await client.query('begin');
      await analytics.trackSessionAction('buyer', 'created', 's', {}, { tx: client });
      await client.query(end);
    }
    client.release();
    const usage = await analytics.reports.userUsage('buyer');
    expect(usage.usageStats.sessionsCreated).toBe(1);
  });
});

describe('the middleware', () => {
  it('hands context to Express-like hosts, and counts calls and presence', async () => {
    const middleware = analytics.middleware({ userId: (req) => req.headers['x-user'] as string });
    const server = createServer((req, res) =>
      middleware(req, res, async () => {
        await analytics.trackSessionAction('express', 'viewed', 's');
        res.end();
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const headers = { 'user-agent': 'curl/8.5.0', 'x-visit-id': 'visit-1', 'x-user': 'express' };
    for (let i = 0; i < 2; i++)
      await new Promise<void>((resolve, reject) =>
        get({ port, host: '127.0.0.1', headers }, (res) => res.resume().on('end', resolve)).on(
          'error',
          reject,
        ),
      );
    server.close();
    expect((await logOf('express'))[0]).toEqual({
      action: 'session_viewed',
      ip: '127.0.0.0',
      agent: 'curl 8',
      visit: 'visit-1',
    });
    const counted = async () => {
      await analytics.ingest.signals.flush();
      return (await analytics.reports.userUsage('express')).usageStats;
    };
    await expect.poll(async () => (await counted()).apiCallsTotal).toBe(2);
    expect([1, 2]).toContain((await counted()).timeSpentMinutes);
  });

  it('hands context to Hono and fetch hosts', async () => {
    const o = { ipAddress: () => '203.0.113.9', visitId: () => 'visit-2' };
    const request = () => new Request('http://host.example/', { headers: { 'user-agent': 'curl/8.5.0' } });
    const handle = async () => {
      await analytics.trackSessionAction('fetch', 'viewed', 's');
      return new Response('done');
    };
    const app = new Hono().use(analytics.honoMiddleware(o)).get('/', handle);
    await app.request(request());
    await analytics.wrapFetch(handle, o)(request());
    const row = { action: 'session_viewed', ip: '203.0.113.0', agent: 'curl 8', visit: 'visit-2' };
    expect(await logOf('fetch')).toEqual([row, row]);
  });
});

describe('mounted under a path', () => {
  it('answers there and nowhere else', async () => {
    const s = await testServer({ basePath: '/insights' }, await testDatabase());
    const admin = await s.signIn('a@example.com', 'admin');
    expect((await s.ask('/api/admin/panel', { as: admin })).status).toBe(200);
    expect((await s.ask('', {})).headers.get('location')).toBe('./insights/admin/');
    const outside = await s.analytics.fetch(new Request('http://127.0.0.1/api/admin/panel'));
    expect(outside.status).toBe(404);
    await s.close();
  });
});
