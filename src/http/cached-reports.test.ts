import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { bumpCacheEpoch } from '../db/meta.ts';

let s: TestServer;
let admin: string;
let clock = Date.parse('2026-03-20T12:00:00Z');

beforeAll(async () => {
  s = await testServer({ now: () => clock });
  admin = await s.key('admin');
});
afterAll(() => s.close());

const ask = (path: string) => s.ask(`/api/admin/${path}`, { as: admin });
const cached = async (path: string) => (await ask(path)).json.meta.cached as boolean;

it.each([
  ['usage-summary', 'usage-summary?period=30days'],
  ['usage-summary?period=30d', 'usage-summary?period=30days&compare=previous_period'],
  ['usage-summary?period=1d', 'usage-summary?period=1days&interval=auto'],
  ['usage-summary?from=2026-03-01&to=2026-03-05', 'usage-summary?endDate=2026-03-05&startDate=2026-03-01'],
  ['usage-summary?period=07days', 'usage-summary?period=7d&excludeInternal=true'],
  ['usage-analytics?limit=20', 'usage-analytics?page=1&sortBy=totalActivity&sortOrder=desc&format=json'],
  ['usage-analytics?theme=joi', 'usage-analytics?theme=JOI&anonymize=false'],
  ['analytics?period=30days', 'analytics'],
  ['usage-summary', 'usage-summary?timezone=UTC'],
  ['usage-summary?timezone=utc', 'usage-summary?timezone=Etc/UTC'],
  ['today', 'today?timezone=UTC&excludeInternal=true'],
  ['analytics?timezone=Asia/Kolkata', 'analytics?timezone=asia/calcutta'],
  ['analytics?period=yesterday', 'analytics?from=2026-03-19&to=2026-03-19'],
  ['analytics?period=7days', 'analytics?startDate=2026-03-14'],
  [
    'analytics?from=2026-03-01&to=2026-03-05',
    'analytics?from=2026-03-01T00:00:00Z&to=2026-03-06T01:00:00%2B01:00&interval=day',
  ],
  ['analytics?period=024h', 'analytics?period=24h'],
  [
    'usage-analytics?action=session_viewed,session_created',
    'usage-analytics?action=session_created,session_viewed,session_created',
  ],
  ['usage-analytics?theme=Forced-Bi', 'usage-analytics?theme=forced_bi'],
  ['usage-analytics?theme=Never%20seen', 'usage-analytics?theme=never-seen'],
  ['usage-analytics?filter[details.theme]=joi', 'usage-analytics?filter[details.theme]=J%20O%20I'],
  [
    'usage-analytics?filter[details.a]=1&filter[details.b]=2',
    'usage-analytics?filter[details.b]=2&filter[details.a]=1',
  ],
  ['usage-analytics?groupBy=day', 'usage-analytics?groupBy=day&groupPage=1&groupPageSize=1000&bom=false'],
  ['referrals/stats', 'referrals/stats?period=30d&compare=previous_period'],
  ['community/stats?timezone=UTC', 'community/stats'],
])('%s and %s are one report', async (a, b) => {
  clock += 600_000;
  expect(await cached(a)).toBe(false);
  expect(await cached(b)).toBe(true);
});

it.each([
  ['usage-summary?period=8days', 'usage-summary?period=9days'],
  ['usage-analytics?groupBy=theme,day', 'usage-analytics?groupBy=day,theme'],
  ['usage-analytics', 'usage-analytics?anonymize=true'],
  ['usage-summary', 'usage-summary?timezone=Europe/Berlin'],
  // Today is compared with yesterday up to now, one day with all of it; 24 hours begin inside a day.
  ['analytics?period=today', 'analytics?period=1d'],
  ['analytics?period=24h', 'analytics?period=1d'],
  ['analytics', 'analytics?compare=none'],
  ['analytics?interval=week', 'analytics'],
  ['usage-analytics?columns=userId,email', 'usage-analytics?columns=email,userId'],
  ['usage-analytics', 'usage-analytics?excludeInternal=false'],
  // The breakdown's own parameter looks at the actions that have it, the detail at every action.
  ['usage-analytics?theme=joi', 'usage-analytics?filter[details.theme]=joi'],
  ['usage-analytics?filter[details.title]=a', 'usage-analytics?filter[details.title]=A'],
])('%s and %s are two', async (a, b) => {
  clock += 600_000;
  expect([await cached(a), await cached(b)]).toEqual([false, false]);
});

it('names the zone as it was asked for', async () => {
  clock += 600_000;
  const zones = ['asia/calcutta', 'Asia/Kolkata', 'Asia/Calcutta'];
  for (const zone of zones) expect((await ask(`analytics?timezone=${zone}`)).json.meta.timezone).toBe(zone);
});

it('begins anew with the day', async () => {
  clock = Date.parse('2026-03-21T23:59:00Z');
  expect((await ask('analytics?period=7days')).json.meta.end).toBe('2026-03-22T00:00:00.000Z');
  expect((await ask('analytics?period=month')).json.meta.end).toBe('2026-03-22T00:00:00.000Z');
  clock += 120_000;
  expect((await ask('analytics?period=7days')).json.meta.end).toBe('2026-03-23T00:00:00.000Z');
  expect((await ask('analytics?period=month')).json.meta.end).toBe('2026-03-23T00:00:00.000Z');
});

it('is passed by with refresh=force, which also renews what is kept', async () => {
  clock += 600_000;
  await ask('usage-summary');
  await s.analytics.ingest.track(anActivity({ createdAt: clock }));
  expect((await ask('usage-summary')).json.summary.activities).toBe(0);
  const forced = await ask('usage-summary?refresh=force');
  expect([forced.json.meta.cached, forced.json.summary.activities]).toEqual([false, 1]);
  const again = await ask('usage-summary');
  expect([again.json.meta.cached, again.json.summary.activities]).toEqual([true, 1]);
});

it('is emptied by a new epoch, which an erasure makes', async () => {
  await ask('usage-summary');
  expect(await cached('usage-summary')).toBe(true);
  await bumpCacheEpoch(s.t.db);
  expect(await cached('usage-summary')).toBe(false);
});

it('keeps what an admin sees from a viewer', async () => {
  clock += 600_000;
  const viewer = await s.key('read');
  const first = await ask('usage-summary');
  const other = await s.ask('/api/admin/usage-summary', { as: viewer });
  expect([first.json.meta.cached, other.status]).toEqual([false, 200]);
  expect((await s.ask('/api/admin/usage-summary', { as: viewer })).json.meta.cached).toBe(true);
});

it('never keeps a file', async () => {
  clock += 600_000;
  const file = (format: string) => ask(`usage-analytics?format=${format}&columns=userId,activities`);
  const lines = async () => (await file('csv')).text.trimEnd().split('\r\n');
  expect(await lines()).toEqual(['userId,activities', 'user-1,1']);
  await s.analytics.ingest.track(anActivity({ createdAt: clock }));
  expect(await lines()).toEqual(['userId,activities', 'user-1,2']);
  expect((await file('ndjson')).text).toBe('{"userId":"user-1","activities":2}\n');
  expect((await file('csv')).headers.get('etag')).toBe(null);
});

it('tells 304 and audits it', async () => {
  const { headers } = await ask('usage-summary');
  await s.audit(true);
  const again = await s.ask('/api/admin/usage-summary', {
    as: admin,
    headers: { 'if-none-match': headers.get('etag')! },
  });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await s.audit()).map((row) => [row.phase, row.status])).toEqual([
    ['intent', null],
    ['completion', 304],
  ]);
});

it('is given up where its caller leaves, and answers who asks next', async () => {
  clock += 600_000;
  const leaving = new AbortController();
  const url = 'http://127.0.0.1:3000/api/admin/usage-summary?period=11days';
  const request = new Request(url, {
    headers: { authorization: `Bearer ${admin}` },
    signal: leaving.signal,
  });
  const left = s.analytics.fetch(request);
  leaving.abort();
  expect((await left).status).toBe(499);
  expect(await cached('usage-summary?period=11days')).toBe(false);
});
