import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number) => NOW - days * DAY;
const iso = (days: number) => new Date(at(days)).toISOString();

let s: TestServer;
let admin: string;
let clock = NOW;

// Ann made less of one theme and none of another; Ben was there before, Cem calls the API and does nothing.
beforeAll(async () => {
  s = await testServer({ now: () => clock, cacheSeconds: 0 });
  admin = await s.key('admin');
  await s.analytics.identifyAll([
    { userId: 'ann', name: 'Ann', email: 'ann@example.com', createdAt: iso(90) },
    { userId: 'ben', email: 'ben@example.com', createdAt: iso(80) },
    { userId: 'dua', name: 'Dua', createdAt: iso(3) },
  ]);
  const caption = (days: number, theme: string, userId = 'ann') =>
    anActivity({ userId, createdAt: at(days), action: 'smart_caption_generated', details: { theme } });
  await s.analytics.ingest.writeHistory(
    [
      ...[1, 2, 3].map((days) => caption(days, 'JOI')),
      ...[8, 9].map((days) => caption(days, 'JOI')),
      ...[8, 9, 10].map((days) => caption(days, 'Beta')),
      ...[8, 9].map((days) => caption(days, 'JOI', 'ben')),
      anActivity({ userId: 'emi', createdAt: at(2) }),
    ],
    'test',
  );
  clock = at(2);
  for (let i = 0; i < 3; i++) s.analytics.ingest.signals.apiCall('cem');
  s.analytics.ingest.signals.apiCall('ann');
  await s.analytics.ingest.signals.flush();
  clock = NOW;
});
afterAll(() => s?.close());

const get = async (path: string) => {
  const answer = await s.ask(`/api/admin/${path}`, { as: admin });
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return answer.json ?? parse(answer.text, { columns: true, record_delimiter: '\r\n' });
};
const by = <T extends { userId: string }>(rows: readonly T[]) =>
  Object.fromEntries(rows.map((row) => [row.userId, row]));

it('lists who only sent signals, so that rows add up to the counters of the summary', async () => {
  const { users, topUsers, summary, meta } = await get('usage-analytics?period=7days');
  expect(users.map((row: { userId: string }) => row.userId)).toEqual(['ann', 'emi', 'cem']);
  expect(by(users).cem).toMatchObject({
    apiCallsTotal: 3,
    activities: 0,
    totalActivity: 0,
    lastActivityAt: null,
    lastSeenAt: null,
  });
  expect([summary.activeUsers, meta.totalRows, meta.inactiveRows]).toEqual([2, 3, 1]);
  expect(topUsers.map((row: { userId: string }) => row.userId)).toEqual(['ann', 'emi']);
  const file = await get('users/export/csv?period=7days');
  for (const [name, n] of Object.entries(summary.counters)) {
    const sum = (rows: Record<string, unknown>[]) => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect([name, sum(users), sum(file)]).toEqual([name, n, n]);
  }
  // Where the filter lets no signal through nobody is listed for one.
  for (const filter of ['feature=sessions', 'action=session_created', 'filter[details.theme]=JOI']) {
    const { users: filtered, meta } = await get(`usage-analytics?period=7days&${filter}`);
    expect([filter, filtered.length, meta.inactiveRows]).toEqual([filter, 1, 0]);
  }
  const account = await get('usage-analytics?period=7days&feature=account');
  expect(account.users.map((row: { userId: string }) => row.userId)).toEqual(['ann', 'cem']);
});

it('tells of each row when the user was last active in the range, and ever', async () => {
  const range = 'startDate=2026-03-10&endDate=2026-03-12&timezone=UTC';
  const seen = (rows: Record<string, string>[]) =>
    rows.map((row) => [row.userId, row.lastActivityAt || null, row.lastSeenAt || null]);
  const expected = [
    ['ann', iso(8), iso(1)],
    ['ben', iso(8), iso(8)],
  ];
  const { users, topUsers } = await get(`usage-analytics?${range}`);
  expect(seen(users)).toEqual(expected);
  expect(seen(topUsers)).toEqual(expected);
  expect(seen(await get(`users/export/csv?${range}`))).toEqual(expected);

  // Those are asked for who did nothing: that is where it is wanted.
  const inactive = [
    ['ann', iso(1), iso(1)],
    ['emi', iso(2), iso(2)],
    ['ben', null, iso(8)],
    ['dua', null, null],
    ['cem', null, null],
  ].sort(([a], [b]) => (a! < b! ? -1 : 1));
  for (const list of ['usage-analytics?pageSize=100&', 'users/export/csv?']) {
    const answer = await get(`${list}period=7days&include=inactive`);
    expect(seen(answer.users ?? answer).sort(([a], [b]) => (a! < b! ? -1 : 1))).toEqual(inactive);
  }
  const joined = await get(
    'usage-analytics?period=90days&joined=ever&startDate=2026-03-18'.replace('period=90days&', ''),
  );
  expect(by<Record<string, string> & { userId: string }>(joined.users).ben).toMatchObject({
    lastActivityAt: null,
    lastSeenAt: iso(8),
  });
  const order = await get('usage-analytics?period=7days&include=inactive&sortBy=lastSeenAt');
  expect(order.users.map((row: { userId: string }) => row.userId)).toEqual([
    'ann',
    'emi',
    'ben',
    'cem',
    'dua',
  ]);
  const file = await get('users/export/csv?period=7days&include=inactive&sortBy=lastSeenAt&sortOrder=asc');
  expect(file.map((row: { userId: string }) => row.userId)).toEqual(['cem', 'dua', 'ben', 'emi', 'ann']);
  const anonymous = await get('usage-analytics?period=7days&include=inactive&anonymize=true&timezone=UTC');
  for (const row of anonymous.users) expect(row.lastSeenAt ?? '2026-03-19').toMatch(/^\d{4}-\d\d-\d\d$/);
  const { usageStats } = await get(`users/ann/usage?${range}`);
  expect(usageStats.lastActivityAt).toBe(iso(1));
});

it('says who a group by user is', async () => {
  const { groups } = await get('usage-analytics?period=14days&compare=none&groupBy=user');
  const told = groups.map((group: Record<string, unknown>) => [
    group.key,
    group.label,
    group.user,
    group.count,
  ]);
  const ann = { userId: 'ann', name: 'Ann', email: 'ann@example.com' };
  const ben = { userId: 'ben', name: null, email: 'ben@example.com' };
  const emi = { userId: 'emi', name: null, email: null };
  expect(told).toEqual([
    [{ user: 'ann' }, 'Ann', ann, 8],
    [{ user: 'ben' }, 'ben@example.com', ben, 2],
    [{ user: 'emi' }, 'emi', emi, 1],
  ]);
  expect(
    await get(
      'usage-analytics?period=14days&compare=none&groupBy=user,theme&format=csv&columns=user,name,email,theme,label,count',
    ),
  ).toEqual([
    { user: 'ann', name: 'Ann', email: 'ann@example.com', theme: 'JOI', label: 'Ann · JOI', count: '5' },
    { user: 'ann', name: 'Ann', email: 'ann@example.com', theme: 'Beta', label: 'Ann · Beta', count: '3' },
    {
      user: 'ben',
      name: '',
      email: 'ben@example.com',
      theme: 'JOI',
      label: 'ben@example.com · JOI',
      count: '2',
    },
  ]);
  const days = await get('usage-analytics?period=14days&compare=none&groupBy=day,user');
  expect(days.groupSeries.map((each: Record<string, unknown>) => [each.label, each.user])).toEqual([
    ['Ann', ann],
    ['ben@example.com', ben],
    ['emi', emi],
  ]);
  expect(days.groups[0]).toMatchObject({ key: { user: 'ann' }, user: ann });
  expect((await get('usage-analytics?period=14days&groupBy=theme')).groups[0]).not.toHaveProperty('user');
});

it('lists groups that fell to zero, in every list of them', async () => {
  const fell = {
    count: 0,
    previous: 3,
    trend: { current: 0, previous: 3, change: -3, changePercent: -100, direction: 'down' },
  };
  const themes = await get('usage-analytics?period=7days&groupBy=theme');
  expect(themes.groups).toMatchObject([
    { key: { theme: 'JOI' }, count: 3, previous: 4, trend: { changePercent: -25 } },
    { key: { theme: 'Beta' }, ...fell },
  ]);
  expect(themes.totalGroups).toBe(2);
  const page = await get('usage-analytics?period=7days&groupBy=theme&groupPage=2&groupPageSize=1');
  expect([page.groups, page.totalGroups]).toEqual([[themes.groups[1]], 2]);
  const users = await get('usage-analytics?period=7days&groupBy=user');
  expect(
    users.groups.map(({ label, count, previous }: Record<string, unknown>) => [label, count, previous]),
  ).toEqual([
    ['Ann', 3, 5],
    ['emi', 1, 0],
    ['ben@example.com', 0, 2],
  ]);
  expect(
    await get(
      'usage-analytics?period=7days&groupBy=theme&format=csv&columns=theme,count,previous,change,changePercent',
    ),
  ).toEqual([
    { theme: 'JOI', count: '3', previous: '4', change: '-1', changePercent: '-25' },
    { theme: 'Beta', count: '0', previous: '3', change: '-3', changePercent: '-100' },
  ]);
  const days = await get('usage-analytics?period=7days&groupBy=theme,day');
  expect(days.groupSeries).toMatchObject([
    { key: { theme: 'JOI' }, count: 3 },
    { key: { theme: 'Beta' }, count: 0, counts: [0, 0, 0, 0, 0, 0, 0], trend: fell.trend },
  ]);
  // Nothing to have fallen from.
  const alone = await get('usage-analytics?period=7days&groupBy=theme&compare=none');
  expect([alone.groups.length, alone.totalGroups]).toEqual([1, 1]);
  const gone = await get(
    'usage-analytics?startDate=2026-03-18&endDate=2026-03-18&groupBy=theme&feature=smart_captions',
  );
  expect(gone.totalGroups).toBe(gone.groups.length);
});
