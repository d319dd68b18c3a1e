import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import {
  CommunityLikes,
  CommunityShares,
  CommunityStats,
  CreditTransactions,
  RecentReferrals,
  ReferralStats,
} from '../contract/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
let s: TestServer;
let admin: string;
let key: string;

const get = (path: string) => s.ask(`/api/admin${path}`, { as: admin });
const referral = (n: number, more: object = {}) => ({
  id: `r${n}`,
  referrerId: 'ann',
  refereeId: `ref-${n}`,
  code: 'ANN',
  creditReward: 25,
  createdAt: `2026-03-${String(n).padStart(2, '0')}T10:00:00.000Z`,
  ...more,
});

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  key = await s.key('track');
  const post = async (path: string, items: object[]) => {
    const { json } = await s.post(`/api/${path}`, { items }, { as: key });
    expect(json.results.filter((r: { outcome: string }) => r.outcome !== 'recorded')).toEqual([]);
  };
  await post('identify', [
    { userId: 'ann', email: 'ann@example.com', name: 'Ann 100%' },
    { userId: 'ref-1', email: 'one@example.com', name: 'One' },
    { userId: 'staff', email: 'staff@example.com', internal: true },
  ]);
  await post('facts/referrals', [
    referral(1),
    referral(2, { code: 'SPRING' }),
    referral(3, { referrerId: 'ref-1' }),
    referral(4, { refereeId: 'staff' }),
    // Twice the same person, at the same instant.
    referral(5, {
      refereeId: 'ref-1',
      code: 'SPRING',
      creditReward: 5,
      createdAt: '2026-03-03T10:00:00.000Z',
    }),
  ]);
  await post('facts/community-shares', [
    { id: 's1', ownerId: 'ann', kind: 'session', sharedAt: '2026-03-10T10:00:00Z' },
    { id: 's2', ownerId: 'ann', kind: 'media', sharedAt: '2026-03-11T10:00:00Z' },
    {
      id: 's3',
      ownerId: 'ref-1',
      kind: 'media',
      sharedAt: '2026-03-11T11:00:00Z',
      removedAt: '2026-03-12T00:00:00Z',
    },
    { id: 's4', ownerId: 'staff', kind: 'media', sharedAt: '2026-03-11T11:00:00Z' },
  ]);
  await post('facts/community-likes', [
    { id: 'l1', userId: 'ref-1', shareId: 's1', createdAt: '2026-03-12T10:00:00Z' },
    {
      id: 'l2',
      userId: 'ref-2',
      shareId: 's1',
      createdAt: '2026-03-12T11:00:00Z',
      removedAt: '2026-03-13T00:00:00Z',
    },
    { id: 'l3', userId: 'ann', shareId: 's3', createdAt: '2026-03-12T11:00:00Z' },
    { id: 'l4', userId: 'staff', shareId: 's1', createdAt: '2026-03-12T11:00:00Z' },
    { id: 'l5', userId: 'ann', shareId: 's4', createdAt: '2026-03-12T11:00:00Z' },
  ]);
  for (const userId of ['ref-1', 'ref-3'])
    await s.analytics.track({ userId, action: 'session_created', createdAt: NOW - 86_400_000 });
});
afterAll(() => s.close());

const profile = { avatarUrl: null };
const ann = { userId: 'ann', email: 'ann@example.com', name: 'Ann 100%', ...profile };
const one = { userId: 'ref-1', email: 'one@example.com', name: 'One', ...profile };

describe('GET /referrals/stats', () => {
  it('tells referrals, who is active of them, rewards, referrers and codes', async () => {
    const answer = await get(
      '/referrals/stats?startDate=2026-03-02&endDate=2026-03-19&interval=week&compare=none',
    );
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(ReferralStats.parse(answer.json)).toEqual(answer.json);
    expect(answer.json).toEqual({
      totalReferrals: 3,
      activeReferrals: 2,
      creditsEarned: 55,
      conversionRate: 2 / 3,
      newReferrals: 3,
      trends: null,
      series: [
        {
          start: '2026-03-02T00:00:00.000Z',
          end: '2026-03-09T00:00:00.000Z',
          newReferrals: 3,
          newlyReferred: 2,
          creditsEarned: 55,
        },
        {
          start: '2026-03-09T00:00:00.000Z',
          end: '2026-03-16T00:00:00.000Z',
          newReferrals: 0,
          newlyReferred: 0,
          creditsEarned: 0,
        },
        {
          start: '2026-03-16T00:00:00.000Z',
          end: '2026-03-20T00:00:00.000Z',
          newReferrals: 0,
          newlyReferred: 0,
          creditsEarned: 0,
        },
      ],
      topReferrers: [
        { ...ann, referred: 2, active: 1, credits: 30 },
        { ...one, referred: 1, active: 1, credits: 25 },
      ],
      topCodes: [
        { code: 'SPRING', referred: 2, active: 1, credits: 30 },
        { code: 'ANN', referred: 1, active: 1, credits: 25 },
      ],
      meta: {
        start: '2026-03-02T00:00:00.000Z',
        end: '2026-03-20T00:00:00.000Z',
        timezone: 'UTC',
        interval: 'week',
        align: 'none',
        comparison: null,
        computedAt: new Date(NOW).toISOString(),
        cached: false,
        expiresAt: new Date(NOW + 300_000).toISOString(),
        sample: false,
        filters: { excludeInternal: 'true' },
        source: 'facts',
      },
    });
    const again = await get(
      '/referrals/stats?startDate=2026-03-02&endDate=2026-03-19&interval=week&compare=none',
    );
    expect(again.json.meta.cached).toBe(true);
  });

  it('compares, and counts internal accounts on demand', async () => {
    const { json } = await get(
      '/referrals/stats?startDate=2026-03-03&endDate=2026-03-04&excludeInternal=false',
    );
    expect(json.trends).toMatchObject({
      totalReferrals: { current: 4, previous: 2, changePercent: 100 },
      newReferrals: { current: 3, previous: 2, direction: 'up' },
      creditsEarned: { current: 55, previous: 50 },
      conversionRate: { current: 0, previous: 0, changePercent: 0 },
    });
    expect(json.meta.comparison).toEqual({
      start: '2026-03-01T00:00:00.000Z',
      end: '2026-03-03T00:00:00.000Z',
    });
  });

  it('is all zeros before anything, and begins `all` with the first referral', async () => {
    const empty = (await get('/referrals/stats?startDate=2020-01-01&endDate=2020-01-02')).json;
    expect(empty).toMatchObject({
      totalReferrals: 0,
      activeReferrals: 0,
      creditsEarned: 0,
      conversionRate: 0,
      topReferrers: [],
    });
    const all = (await get('/referrals/stats?period=all')).json;
    expect(all.meta.start).toBe('2026-03-01T00:00:00.000Z');
    expect(all).toMatchObject({ newReferrals: 4, totalReferrals: 3 });
  });
});

describe('GET /referrals/recent', () => {
  it('is a file too, whole and of the columns asked for', async () => {
    const file = await get('/referrals/recent?format=csv&code=SPRING&columns=code,refereeId,creditReward');
    expect([file.status, file.headers.get('x-total-rows'), file.text]).toEqual([
      200,
      '2',
      'code,refereeId,creditReward\r\nSPRING,ref-1,5\r\nSPRING,ref-2,25\r\n',
    ]);
  });

  const ids = (json: { referrals: { id: string }[] }) => json.referrals.map((row) => row.id);

  it('lists the latest first', async () => {
    const answer = await get('/referrals/recent');
    expect(RecentReferrals.parse(answer.json)).toEqual(answer.json);
    expect(ids(answer.json)).toEqual(['r5', 'r3', 'r2', 'r1']);
    expect(answer.json.referrals[0]).toEqual({
      id: 'r5',
      referrer: { id: 'ann', email: 'ann@example.com', name: 'Ann 100%' },
      referee: { id: 'ref-1', email: 'one@example.com', name: 'One' },
      code: 'SPRING',
      creditReward: 5,
      timestamp: '2026-03-03T10:00:00.000Z',
    });
    expect(answer.json.meta).toEqual({
      start: null,
      end: null,
      timezone: 'UTC',
      computedAt: new Date(NOW).toISOString(),
      pageSize: 20,
      totalRows: 4,
      filters: { excludeInternal: 'true' },
      sample: false,
    });
  });

  it.each([
    ['search=100%25', ['r5', 'r2', 'r1']],
    ['search=%25', ['r5', 'r2', 'r1']],
    ['search=ref-3', ['r3']],
    ['search=ONE@', ['r5', 'r3', 'r1']],
    ['search=spring', ['r5', 'r2']],
    ['code=ANN', ['r3', 'r1']],
    ['code=ann', []],
    ['code=ANN&search=ref-1', ['r3', 'r1']],
    ['excludeInternal=false&code=ANN', ['r4', 'r3', 'r1']],
    ['startDate=2026-03-02&endDate=2026-03-02', ['r2']],
    ['period=all&code=SPRING', ['r5', 'r2']],
  ])('filters by %s', async (query, expected) => {
    expect(ids((await get(`/referrals/recent?${query}`)).json)).toEqual(expected);
  });

  it('pages without a gap or a repeat while referrals come in', async () => {
    const first = (await get('/referrals/recent?limit=2')).json;
    const late = [
      referral(18, { id: 'newest' }),
      referral(3, { id: 'r4x', refereeId: 'tie' }),
      referral(3, { id: 'r2x', refereeId: 'tie' }),
    ];
    await s.post('/api/facts/referrals', { items: late }, { as: key });
    const second = (await get(`/referrals/recent?limit=2&cursor=${first.nextCursor}`)).json;
    const third = (await get(`/referrals/recent?limit=2&cursor=${second.nextCursor}`)).json;
    // What came before the place that was reached is seen by whoever begins anew.
    expect([first, second, third].map(ids)).toEqual([['r5', 'r3'], ['r2x', 'r2'], ['r1']]);
    expect(third.nextCursor).toBeNull();
    expect(ids((await get('/referrals/recent')).json)).toEqual([
      'newest',
      'r5',
      'r4x',
      'r3',
      'r2x',
      'r2',
      'r1',
    ]);
  });

  it.each([
    ['cursor=nonsense', 'cursor', 'takes nextCursor of an earlier answer'],
    [`cursor=${Buffer.from('[1,"a\\u0000","b"]').toString('base64url')}`, 'cursor', 'takes nextCursor'],
    [`cursor=${Buffer.from('[1e18,"a","b"]').toString('base64url')}`, 'cursor', 'takes nextCursor'],
    ['pageSize=501', 'pageSize', 'takes a whole number from 1 to 500'],
    ['limit=0', 'limit', 'takes a whole number from 1 to 500'],
    ['code=', 'code', ''],
    ['by=code', 'by', 'is unknown; accepted: period, startDate'],
    ['sortBy=credits', 'sortBy', 'add groupBy=referrer'],
    ['period=0days', 'period', '1 to 9999 days or hours'],
    ['endDate=2026-03-01', 'startDate', 'is needed beside endDate'],
    ['search=a&search=b', 'search', 'is given twice'],
  ])('refuses %s', async (query, field, why) => {
    const answer = await get(`/referrals/recent?${query}`);
    expect([answer.status, Object.keys(answer.json.fields)]).toEqual([400, [field]]);
    expect(answer.json.fields[field]).toContain(why);
  });
});

describe('the lists behind the numbers', () => {
  it('page through payments, and add them up', async () => {
    const pay = (id: string, amount: number, more = {}) => ({
      id,
      userId: 'ann',
      kind: 'purchase',
      amount,
      currency: 'USD',
      createdAt: '2026-03-10T10:00:00Z',
      ...more,
    });
    const items = [
      pay('p1', 1999),
      pay('p2', -500, { createdAt: '2026-03-11T10:00:00Z' }),
      pay('p3', 700, { currency: 'EUR' }),
      pay('p4', 900, { userId: 'staff' }),
      pay('p5', 100, { kind: 'subscription' }),
    ];
    await s.post('/api/facts/credit-transactions', { items }, { as: key });
    const list = '/credit-transactions?period=30days&kind=purchase&currency=USD';
    const first = (await get(`${list}&pageSize=1`)).json;
    expect(CreditTransactions.parse(first)).toEqual(first);
    expect(first.transactions).toEqual([
      {
        ...{ id: 'p2', userId: 'ann', email: 'ann@example.com', name: 'Ann 100%' },
        ...{ kind: 'purchase', amount: -500, currency: 'USD', credits: 0 },
        timestamp: '2026-03-11T10:00:00.000Z',
      },
    ]);
    expect([first.totals, first.meta.totalRows]).toEqual([
      [{ currency: 'USD', count: 2, amount: 1499, credits: 0 }],
      2,
    ]);
    expect((await get('/analytics?period=30days')).json.revenue).toBe(1499);
    const last = (await get(`${list}&pageSize=1&cursor=${first.nextCursor}`)).json;
    expect([last.transactions[0].id, last.nextCursor, last.totals]).toEqual(['p1', null, undefined]);
    const file = await get(`${list}&format=csv&columns=userId,amount`);
    expect(file.text).toBe('userId,amount\r\nann,-500\r\nann,1999\r\n');
    const byWhom = (await get(`${list}&groupBy=user&sortBy=amount`)).json;
    expect(CreditTransactions.parse(byWhom)).toEqual(byWhom);
    expect([byWhom.people, byWhom.transactions, byWhom.totals, byWhom.totalUsers]).toEqual([
      [{ ...ann, count: 2, amount: 1499, credits: 0 }],
      [],
      first.totals,
      1,
    ]);
    const people = await get(`${list}&groupBy=user&sortBy=amount&format=csv`);
    expect(people.text).toBe(
      'userId,email,name,count,amount,credits\r\nann,ann@example.com,Ann 100%,2,1499,0\r\n',
    );
    const everything = (await get('/credit-transactions?period=30days&groupBy=user')).json;
    expect(everything.people).toEqual([{ ...ann, count: 4, amount: null, credits: 0 }]);
    expect((await get('/credit-transactions?kind=gift')).json.fields.kind).toContain('takes purchase');
  });

  it('list shares and likes that stand, with whose they are', async () => {
    const range = 'startDate=2026-03-10&endDate=2026-03-13';
    const shares = (await get(`/community/shares?${range}&kind=session`)).json;
    expect(CommunityShares.parse(shares)).toEqual(shares);
    expect([shares.shares.map((row: { id: string }) => row.id), shares.totalUsers]).toEqual([['s1'], 1]);
    const likes = (await get(`/community/likes?${range}&ownerId=ann`)).json;
    expect(CommunityLikes.parse(likes)).toEqual(likes);
    expect(likes.likes).toEqual([
      {
        ...{ id: 'l1', userId: 'ref-1', email: 'one@example.com', name: 'One' },
        ...{ shareId: 's1', ownerId: 'ann', ownerName: 'Ann 100%', kind: 'session' },
        timestamp: '2026-03-12T10:00:00.000Z',
      },
    ]);
  });
});

describe('GET /community/stats', () => {
  it('tells what stands at the end of the range', async () => {
    const { json } = await get('/community/stats?startDate=2026-03-10&endDate=2026-03-13&compare=none');
    expect(CommunityStats.parse(json)).toEqual(json);
    const day = (n: number) => `2026-03-${n}T00:00:00.000Z`;
    const point = (n: number, sharedSessions: number, sharedMedia: number, totalLikes: number) => ({
      start: day(n),
      end: day(n + 1),
      sharedSessions,
      sharedMedia,
      totalLikes,
    });
    expect(json).toMatchObject({
      sharedSessions: 1,
      sharedMedia: 1,
      totalLikes: 2,
      contributors: 1,
      trends: null,
      series: [point(10, 1, 0, 0), point(11, 0, 1, 0), point(12, 0, 0, 2), point(13, 0, 0, 0)],
      topContributors: [
        { ...ann, shares: 2, sharedSessions: 1, sharedMedia: 1, likesReceived: 1 },
        { ...one, shares: 0, sharedSessions: 0, sharedMedia: 0, likesReceived: 1 },
      ],
      meta: { source: 'facts', filters: { excludeInternal: 'true' } },
    });
    // A day earlier, what was removed later still stood.
    const earlier = (await get('/community/stats?startDate=2026-03-11&endDate=2026-03-11')).json;
    expect(earlier).toMatchObject({ sharedSessions: 0, sharedMedia: 2, totalLikes: 0, contributors: 2 });
    expect(earlier.trends).toMatchObject({
      sharedSessions: { current: 0, previous: 1, changePercent: -100 },
      sharedMedia: { current: 2, previous: 0, changePercent: null },
    });
    const everybody = (await get('/community/stats?excludeInternal=false')).json;
    expect(everybody).toMatchObject({ sharedSessions: 1, sharedMedia: 2, totalLikes: 4 });
  });
});

describe('the reports for a host’s own code', () => {
  it('answer the same', async () => {
    const { reports } = s.analytics;
    const params = { startDate: '2026-03-01', endDate: '2026-03-19' };
    const query = `?${new URLSearchParams(params)}&refresh=force`;
    const { meta: _, ...stats } = await reports.referralStats(params);
    expect((await get(`/referrals/stats${query}`)).json).toMatchObject(stats);
    const { meta: __, ...community } = await reports.communityStats(params);
    expect((await get(`/community/stats${query}`)).json).toMatchObject(community);
    expect((await reports.recentReferrals({ pageSize: 1 })).referrals).toHaveLength(1);
  });
});
