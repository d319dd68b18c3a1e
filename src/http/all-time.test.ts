import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const TOMORROW = '2026-03-21T00:00:00.000Z';

let s: TestServer;
let admin: string;
let clock = Date.parse('2018-09-01T10:20:00.000Z');

const history = async (userId: string, createdAt: string, action = 'session_created') =>
  expect(
    await s.t.ingest.writeHistory([anActivity({ userId, action, createdAt: Date.parse(createdAt) })], 'test'),
  ).toMatchObject([{ outcome: 'committed' }]);

beforeAll(async () => {
  s = await testServer({ now: () => clock });
  admin = await s.key('admin');
  const key = await s.key('track');
  const post = async (path: string, items: object[]) => {
    const { json } = await s.post(`/api/${path}`, { items }, { as: key });
    expect(json.results.filter((r: { outcome: string }) => r.outcome !== 'recorded')).toEqual([]);
  };
  await s.analytics.apiCall('caller');
  await s.analytics.ingest.signals.flush();
  clock = NOW;
  await post('identify', [
    { userId: 'first', createdAt: '2019-04-01T10:00:00Z', email: 'first@example.com' },
    { userId: 'buyer', createdAt: '2021-01-01T10:00:00Z' },
    { userId: 'staff', createdAt: '2010-01-01T10:00:00Z', internal: true },
  ]);
  const paid = (id: string, createdAt: string, more: object = {}) => ({
    ...{ id, userId: 'buyer', kind: 'purchase', amount: 500, currency: 'USD', credits: 5, createdAt },
    ...more,
  });
  await post('facts/credit-transactions', [
    paid('c1', '2018-02-03T10:00:00Z'),
    paid('c2', '2022-02-03T10:00:00Z'),
    paid('c3', '2017-01-02T10:00:00Z', { kind: 'referral_reward', amount: 0 }),
    paid('c4', '2016-01-02T10:00:00Z', { userId: 'staff' }),
  ]);
  const referral = { referrerId: 'first', code: 'A', creditReward: 7 };
  await post('facts/referrals', [
    { ...referral, id: 'r1', refereeId: 'buyer', createdAt: '2020-05-05T10:00:00Z' },
    { ...referral, id: 'r2', refereeId: 'staff', createdAt: '2015-05-05T10:00:00Z' },
  ]);
  await post('facts/community-shares', [
    { id: 's1', ownerId: 'first', kind: 'media', sharedAt: '2020-07-07T10:00:00Z' },
    {
      id: 's2',
      ownerId: 'first',
      kind: 'media',
      sharedAt: '2014-07-07T10:00:00Z',
      removedAt: '2014-08-01T00:00:00Z',
    },
  ]);
  await post('facts/community-likes', [
    { id: 'l1', userId: 'buyer', shareId: 's1', createdAt: '2020-08-08T10:00:00Z' },
  ]);
  await history('first', '2023-06-01T09:30:00Z');
  await history('buyer', '2023-08-01T09:30:00Z');
  await history('staff', '2012-01-01T00:00:00Z');
  await history('staff', '2022-11-11T11:00:00Z', 'analytics_viewed');
});
afterAll(() => s.close());

const ask = async (path: string) => {
  const { status, json } = await s.ask(`/api/admin${path}`, { as: admin });
  expect(status, JSON.stringify(json)).toBe(200);
  return json;
};

describe('period=all begins with the earliest thing that the report counts', () => {
  it.each([
    ['/analytics?', '2018-02-03'],
    ['/usage-analytics?', '2018-09-01'],
    // No signal is of a feature: of activity, what staff did in the feature of staff is first.
    ['/usage-analytics?feature=sessions', '2022-11-11'],
    ['/usage-analytics?userId=buyer', '2023-08-01'],
    ['/usage-analytics?joined=range&userId=buyer', '2021-01-01'],
    ['/usage-analytics?excludeInternal=false', '2012-01-01'],
    ['/usage-summary?', '2018-09-01'],
    ['/users/buyer/usage?', '2023-08-01'],
    ['/users/caller/usage?', '2018-09-01'],
    ['/activities?', '2022-11-11'],
    ['/credit-transactions?', '2017-01-02'],
    ['/credit-transactions?excludeInternal=false', '2016-01-02'],
    ['/referrals/stats?', '2020-05-05'],
    ['/referrals/recent?referees=all', '2020-05-05'],
    ['/community/stats?', '2020-07-07'],
    ['/community/shares?', '2020-07-07'],
    ['/community/likes?', '2020-07-07'],
  ])('%s', async (path, first) => {
    const { meta } = await ask(`${path}&period=all`);
    expect([meta.start, meta.end, meta.comparison ?? null]).toEqual([
      `${first}T00:00:00.000Z`,
      TOMORROW,
      null,
    ]);
  });

  it('in the zone that is asked for', async () => {
    const { meta } = await ask('/analytics?period=all&timezone=Pacific/Kiritimati');
    expect([meta.start, meta.end]).toEqual(['2018-02-03T10:00:00.000Z', '2026-03-21T10:00:00.000Z']);
  });

  it('so that numbers hold everything there is', async () => {
    const { newUsers, totalUsers, revenue, activeUsers } = await ask('/analytics?period=all');
    expect([newUsers, totalUsers, revenue, activeUsers]).toEqual([2, 2, 1_000, 2]);
    const listed = await ask('/usage-analytics?period=all&joined=range');
    expect(listed.meta.totalRows).toBe(2);
    expect((await ask('/referrals/stats?period=all')).newReferrals).toBe(1);
    const { sharedMedia, totalLikes } = await ask('/community/stats?period=all');
    expect([sharedMedia, totalLikes]).toEqual([1, 1]);
  });

  it('has no comparison, asked for or not', async () => {
    for (const compare of ['', '&compare=previous_period', '&compare=previous_year', '&compare=none']) {
      const analytics = await ask(`/analytics?period=all${compare}`);
      expect([analytics.meta.comparison, analytics.trends, analytics.comparisonSeries]).toEqual([
        null,
        null,
        [],
      ]);
      const usage = await ask(`/usage-analytics?period=all&groupBy=feature${compare}`);
      expect([usage.meta.comparison, usage.summary.trends]).toEqual([null, null]);
      for (const { trend } of usage.features) expect(trend).toBeNull();
      for (const { previous, trend } of usage.groups) expect([previous, trend]).toEqual([null, null]);
      for (const path of ['/usage-summary', '/referrals/stats', '/community/stats']) {
        const { meta, trends, summary } = await ask(`${path}?period=all${compare}`);
        expect([path, meta.comparison, summary ? summary.trends : trends]).toEqual([path, null, null]);
      }
    }
  });
});

it('period=all is today where there is nothing', async () => {
  const empty = await testServer({ now: () => NOW });
  const key = await empty.key('admin');
  for (const path of [
    'analytics',
    'usage-analytics',
    'usage-summary',
    'referrals/stats',
    'community/stats',
  ]) {
    const { json } = await empty.ask(`/api/admin/${path}?period=all`, { as: key });
    expect([path, json.meta.start, json.meta.end]).toEqual([path, '2026-03-20T00:00:00.000Z', TOMORROW]);
  }
  await empty.close();
});
