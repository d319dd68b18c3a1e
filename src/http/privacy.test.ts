import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { ErasureReceipt, Retention, Settings } from '../contract/index.ts';
import { findText } from '../jobs/erase/testing.ts';

const DAY = 86_400_000;
const NOW = Date.now();
const EVE = { userId: 'eve/4711', email: 'eve.4711@example.com', name: 'Eve Forty-Seven' };
const PATH = `/api/admin/users/${encodeURIComponent(EVE.userId)}`;

let s: TestServer;
let admin: string;
beforeAll(async () => {
  s = await testServer();
  admin = await s.signIn('admin@example.com', 'admin');
  await s.analytics.identify(EVE);
  await s.analytics.recordCreditTransaction({
    id: 'c1',
    userId: EVE.userId,
    kind: 'purchase',
    amount: 900,
    currency: 'USD',
    createdAt: new Date(NOW - DAY).toISOString(),
  });
  for (const userId of [EVE.userId, 'bob'])
    for (const age of [0, 200]) {
      const input = anActivity({ userId, createdAt: NOW - age * DAY });
      await s.analytics.ingest.writeHistory([input], 'test');
    }
  await s.analytics.ingest.writeHistory([anActivity({ userId: EVE.userId, action: 'odd' })], 'test');
});
afterAll(() => s.close());

const get = (path: string) => s.ask(path, { as: admin });
const send = (method: string, path: string, body?: unknown) => s.ask(path, { method, as: admin, body });

it('hands out everything of one user as a file', async () => {
  const answer = await get(`${PATH}/export`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="user.json"');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const file = JSON.parse(answer.text);
  expect(file).toMatchObject({
    userId: EVE.userId,
    profile: { id: EVE.userId, email: EVE.email, name: EVE.name },
    counters: { sessions_created: 2 },
    creditTransactions: [{ id: 'c1', amount: 900 }],
    deadLetters: [{ reason: 'unknown_action' }],
    complete: true,
  });
  expect(file.activities).toHaveLength(2);
  expect(file.days).toEqual([]);
  expect(file.rows).toBe(4);
  expect((await get('/api/admin/users/nobody/export')).status).toBe(404);
});

it('marks an account as internal', async () => {
  expect((await send('PATCH', PATH, { internal: true })).json).toEqual({
    userId: EVE.userId,
    internal: true,
  });
  expect((await get('/api/admin/usage-summary?period=7days')).json.summary.activeUsers).toBe(1);
  expect((await send('PATCH', PATH, { internal: false })).status).toBe(200);
  expect((await send('PATCH', '/api/admin/users/nobody', { internal: true })).status).toBe(404);
  expect((await send('PATCH', PATH, { internal: 'yes' })).json.fields).toEqual({
    internal: 'takes true or false',
  });
});

it('sets periods, tells what would go, removes it, and serves no bound that the log can not tell', async () => {
  const settings = (await get('/api/admin/settings')).json;
  expect(Settings.parse(settings)).toEqual(settings);
  expect(settings.fixed).toEqual({
    timezone: 'UTC',
    currency: 'USD',
    ipPolicy: 'truncate',
    userAgentPolicy: 'family',
    cacheSeconds: 300,
  });
  expect(
    (await send('PUT', '/api/admin/settings', { retention: { activity: { sessions: 30 } } })).json.fields,
  ).toEqual({
    'retention.activity.sessions': 'takes keep, or days from 90 to 36500',
  });
  expect((await send('PUT', '/api/admin/settings', { retention: { activity: { chess: 90 } } })).status).toBe(
    400,
  );
  const changed = await send('PUT', '/api/admin/settings', { retention: { activity: { sessions: 100 } } });
  expect(changed.json.retention).toMatchObject({
    activity: { sessions: 100, admin: 'keep' },
    auditLog: 'keep',
  });

  const before = (await get('/api/admin/retention')).json;
  expect(Retention.parse(before)).toEqual(before);
  expect(before.preview.features).toMatchObject([{ feature: 'sessions', rows: 2 }]);
  expect(before.lastRuns).toEqual([]);
  const done = await s.ask('/api/admin/retention/run', { method: 'POST', as: admin });
  expect([done.status, done.json.result.rows]).toEqual([200, 2]);
  const stopped = await s.ask('/api/admin/retention/run', { method: 'DELETE', as: admin });
  expect([stopped.status, stopped.json]).toEqual([200, { result: null }]);
  const after = (await get('/api/admin/retention')).json;
  expect(after.preview.features).toMatchObject([{ feature: 'sessions', rows: 0 }]);
  expect(after.lastRuns).toMatchObject([{ result: { rows: 2, ran: true } }]);
  const file = JSON.parse((await get(`${PATH}/export`)).text);
  expect(file.activities).toHaveLength(1);
  expect(file.days).toEqual([
    {
      day: new Date(NOW - 200 * DAY).toISOString().slice(0, 10),
      feature: 'sessions',
      action: 'session_created',
      n: 1,
    },
  ]);

  expect((await get('/api/admin/usage-analytics?period=365days')).json.summary.totalSessions).toBe(4);
  // In the middle of a day that is kept.
  const start = new Date(NOW - 200 * DAY).toISOString();
  const refused = await get(
    `/api/admin/usage-analytics?startDate=${start}&endDate=${new Date(NOW).toISOString()}`,
  );
  expect(refused.status).toBe(400);
  expect(refused.json.fields.startDate).toContain('the earliest instant that can be served is');
});

it('refuses an erasure that is not confirmed, and one of nobody', async () => {
  const odd = await send('POST', `${PATH}/erase`, { confirm: 'eve' });
  expect(odd.json.fields.confirm).toContain("can't be undone");
  expect((await send('POST', '/api/admin/users/nobody/erase', { confirm: 'nobody' })).status).toBe(404);
});

it('erases, empties caches, and leaves the user nowhere, the audit log included', async () => {
  const report = '/api/admin/usage-analytics?period=7days';
  expect((await get(report)).text).toContain(EVE.email);
  expect((await get(report)).json.meta.cached).toBe(true);
  const first = await send('POST', `${PATH}/erase`, { confirm: EVE.userId });
  expect(first.status).toBe(200);
  expect(ErasureReceipt.parse(first.json)).toEqual(first.json);
  expect(first.json.removed).toMatchObject({
    user_activity_logs: 1,
    users: 1,
    dead_letters: 1,
  });
  const again = await get(report);
  expect(again.text).not.toContain(EVE.email);
  expect(again.json.meta.cached).toBe(false);
  expect(again.json.summary.totalSessions).toBe(4);
  expect((await get(`/api/admin/analytics?period=7days`)).json.revenue).toBe(900);

  expect((await send('POST', `${PATH}/erase`, { confirm: EVE.userId })).json.erasedAt).toBe(
    first.json.erasedAt,
  );
  expect((await get(`${PATH}/export`)).status).toBe(404);
  const key = await s.key('track');
  const late = await s.ask('/api/track', {
    method: 'POST',
    as: key,
    body: anActivity({ userId: EVE.userId }),
  });
  expect(late.json.results).toEqual([{ outcome: 'erased' }]);
  await s.audit();
  for (const text of [EVE.userId, EVE.email, EVE.name]) expect(await findText(s.t.db, text)).toEqual([]);
});

it('changes nothing real while the sample is shown', async () => {
  const shown = await testServer({
    sample: {
      view: () => ({ ...s.analytics.view, sample: true }),
      leave: async () => {},
      left: () => false,
      back: async () => {},
    },
  });
  const as = await shown.signIn('admin@example.com', 'admin');
  const erase = await shown.ask('/api/admin/users/bob/erase', {
    method: 'POST',
    as,
    body: { confirm: 'bob' },
  });
  expect([erase.status, erase.json.detail]).toEqual([
    409,
    'The sample platform is shown; leave it first, then repeat this for the real one.',
  ]);
  expect((await shown.ask('/api/admin/retention/run', { method: 'POST', as })).status).toBe(409);
  await shown.close();
});
