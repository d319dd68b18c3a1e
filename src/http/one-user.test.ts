import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { verifyAudit } from '../audit/index.ts';
import { RecentReferrals, UserFacts, UserViewers } from '../contract/index.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const secret = Buffer.from('a secret of this test, 32 bytes or more');
let s: TestServer;
let mara: string;
let ben: string;
let clock = NOW;

beforeAll(async () => {
  s = await testServer({ now: () => clock, secret });
  mara = await s.signIn('mara@example.com', 'admin');
  ben = await s.signIn('ben@example.com', 'admin');
  const key = await s.key('track');
  const post = async (path: string, items: object[]) => {
    const { json } = await s.post(`/api/${path}`, { items }, { as: key });
    expect(json.results.filter((r: { outcome: string }) => r.outcome !== 'recorded')).toEqual([]);
  };
  const day = (n: number) => `2014-05-${String(n).padStart(2, '0')}T10:00:00.000Z`;
  await post('identify', [
    { userId: 'ann', email: 'ann@example.com', name: 'Ann', createdAt: day(1) },
    { userId: 'bob', email: 'bob@example.com', name: 'Bob', createdAt: day(1) },
    { userId: 'staff', email: 'staff@example.com', internal: true },
    { userId: 'quiet', email: 'quiet@example.com' },
  ]);
  const paid = { userId: 'ann', kind: 'purchase', currency: 'USD' };
  await post('facts/credit-transactions', [
    { id: 'p1', ...paid, amount: 1_999, credits: 240, createdAt: day(2) },
    { id: 'p2', ...paid, amount: 999, credits: 100, createdAt: day(9) },
    { id: 'p3', ...paid, amount: -999, credits: -100, createdAt: day(10) },
    { id: 'p4', ...paid, kind: 'subscription', currency: 'EUR', amount: 500, createdAt: day(4) },
    { id: 'p5', ...paid, userId: 'bob', amount: 100, createdAt: day(4) },
    { id: 'p6', ...paid, amount: 5, createdAt: '2030-01-01T00:00:00Z' },
  ]);
  const referral = { referrerId: 'ann', code: 'ANN', creditReward: 25 };
  await post('facts/referrals', [
    { id: 'r1', ...referral, refereeId: 'bob', createdAt: day(3) },
    { id: 'r2', ...referral, refereeId: 'staff', createdAt: day(5) },
    { id: 'r3', referrerId: 'staff', refereeId: 'ann', code: 'TEAM', creditReward: 5, createdAt: day(1) },
    { id: 'r4', referrerId: 'bob', refereeId: 'ann', code: 'BOB', creditReward: 5, createdAt: day(6) },
  ]);
  await post('facts/community-shares', [
    { id: 's1', ownerId: 'ann', kind: 'session', sharedAt: day(7) },
    { id: 's2', ownerId: 'ann', kind: 'media', sharedAt: day(8) },
    { id: 's3', ownerId: 'ann', kind: 'media', sharedAt: day(9), removedAt: day(10) },
    { id: 's4', ownerId: 'bob', kind: 'media', sharedAt: day(9) },
  ]);
  await post('facts/community-likes', [
    { id: 'l1', userId: 'bob', shareId: 's1', createdAt: day(11) },
    { id: 'l2', userId: 'staff', shareId: 's2', createdAt: day(12) },
    { id: 'l3', userId: 'bob', shareId: 's2', createdAt: day(12), removedAt: day(13) },
    { id: 'l4', userId: 'ann', shareId: 's4', createdAt: day(14) },
  ]);
});
afterAll(() => s.close());

const get = (path: string, as = mara, headers = {}) => s.ask(`/api/admin${path}`, { as, headers });

describe('GET /users/:userId/facts', () => {
  it('tells what one user paid, referred, shared and liked in their whole life, staff on either side', async () => {
    const { json, headers } = await get('/users/ann/facts');
    expect(UserFacts.parse(json)).toEqual(json);
    expect(headers.get('cache-control')).toBe('no-store');
    const on = (first: number, last = first) => ({
      firstAt: `2014-05-${String(first).padStart(2, '0')}T10:00:00.000Z`,
      lastAt: `2014-05-${String(last).padStart(2, '0')}T10:00:00.000Z`,
    });
    expect(json).toEqual({
      userId: 'ann',
      payments: [
        { kind: 'purchase', currency: 'USD', count: 3, amount: 1_999, credits: 240, ...on(2, 10) },
        { kind: 'subscription', currency: 'EUR', count: 1, amount: 500, credits: 0, ...on(4) },
      ],
      referredBy: {
        userId: 'staff',
        email: 'staff@example.com',
        name: null,
        code: 'TEAM',
        timestamp: on(1).firstAt,
      },
      referrals: { count: 2, credits: 50, ...on(3, 5) },
      shares: [
        { kind: 'session', count: 1, ...on(7) },
        { kind: 'media', count: 1, ...on(8) },
      ],
      likesGiven: { count: 1, ...on(14) },
      likesReceived: { count: 2, ...on(11, 12) },
      meta: { computedAt: new Date(NOW).toISOString(), sample: false },
    });
  });

  it('is as much as the lists behind it', async () => {
    const listed = async (path: string) =>
      (await get(`${path}&period=all&excludeInternal=false`)).json.meta.totalRows;
    expect([
      await listed('/credit-transactions?userId=ann'),
      await listed('/community/shares?userId=ann'),
      await listed('/community/likes?userId=ann'),
      await listed('/community/likes?ownerId=ann'),
    ]).toEqual([4, 2, 1, 2]);
    const made = await get('/referrals/recent?referrerId=ann&excludeInternal=false');
    expect(RecentReferrals.parse(made.json)).toMatchObject({
      referrals: [{ id: 'r2' }, { id: 'r1' }],
      totalCredits: 50,
      meta: { totalRows: 2, filters: { referrerId: 'ann' } },
    });
    // A part of the id is nobody's.
    expect((await get('/referrals/recent?referrerId=an')).json.referrals).toEqual([]);
  });

  it('tells of somebody without any fact, and of nobody who is not known', async () => {
    const none = { count: 0, firstAt: null, lastAt: null };
    expect((await get('/users/quiet/facts')).json).toMatchObject({
      payments: [],
      referredBy: null,
      referrals: { ...none, credits: 0 },
      shares: [],
      likesGiven: none,
      likesReceived: none,
    });
    for (const id of ['nobody', '(erased)', '%28erased%2C%20internal%29'])
      expect((await get(`/users/${id}/facts`)).status).toBe(404);
  });

  it('leads nowhere from an anonymised row, and is closed to a viewer', async () => {
    await s.analytics.track({ userId: 'ann', action: 'session_created', createdAt: NOW - 1_000 });
    const { users } = (await get('/usage-analytics?period=7days&anonymize=true')).json;
    for (const { userId } of users) expect((await get(`/users/${userId}/facts`)).status).toBe(404);
    const viewer = await s.signIn('vera@example.com', 'viewer');
    expect((await get('/users/ann/facts', viewer)).status).toBe(403);
    expect((await get('/users/ann/viewers', viewer)).status).toBe(403);
  });
});

it('names the users whom details name, in the timeline and in lists', async () => {
  const details = { targetUserId: 'bob', reason: 'ann' };
  const at = NOW - 2_000;
  await s.analytics.track({ userId: 'staff', action: 'user_role_updated', details, createdAt: at });
  await s.analytics.track({
    userId: 'staff',
    action: 'user_role_updated',
    details: { targetUserId: 'no such user' },
    createdAt: at,
  });
  expect((await get('/users/staff/usage?period=7days')).json.names).toEqual({ bob: 'Bob' });
  const listed = await get('/activities?period=7days&action=user_role_updated&excludeInternal=false');
  expect(listed.json.names).toEqual({ bob: 'Bob' });
  // None is named: nothing is told.
  expect((await get('/users/ann/usage?period=7days')).json).not.toHaveProperty('names');
});

describe('GET /users/:userId/viewers', () => {
  const look = (as: string, view?: string, path = '/users/bob/usage') =>
    get(path, as, view === undefined ? {} : { 'x-view': view });
  const viewers = async () => {
    const { json } = await get('/users/bob/viewers', mara, { 'x-view': 'users.asking1' });
    expect(UserViewers.parse(json)).toEqual(json);
    return json.viewers.map(({ actor, views, firstAt, lastAt }: UserViewers['viewers'][number]) => [
      actor.email,
      views,
      firstAt,
      lastAt,
    ]);
  };

  it('counts page views, each once however much it asked, and what belongs to none by itself', async () => {
    const at = (minutes: number) => {
      clock = NOW + minutes * 60_000;
      return new Date(clock).toISOString();
    };
    const first = at(1);
    await look(ben, 'users.aaaaaa');
    await look(ben, 'users.aaaaaa', '/users/bob/facts');
    await look(ben, 'users.bbbbbb');
    await look(ben);
    const last = at(2);
    await look(ben);
    const own = at(3);
    expect(await viewers()).toEqual([
      ['mara@example.com', 1, own, own],
      ['ben@example.com', 4, first, last],
    ]);
  });

  it('leaves out refusals and failures', async () => {
    const viewer = await s.signIn('vera@example.com', 'viewer');
    const before = await viewers();
    expect((await look(viewer, 'users.cccccc')).status).toBe(403);
    expect((await look(ben, 'users.dddddd', '/users/bob/usage?cursor=odd')).status).toBe(400);
    await s.audit();
    expect(await viewers()).toEqual(before);
    expect((await get('/users/nobody/viewers')).status).toBe(404);
  });

  it('tells nothing of somebody who was erased', async () => {
    await s.analytics.identify({ userId: 'gone', email: 'gone@example.com' });
    await look(ben, undefined, '/users/gone/usage');
    const erased = await s.post('/api/admin/users/gone/erase', { confirm: 'gone' }, { as: mara });
    expect(erased.status).toBe(200);
    expect((await get('/users/gone/viewers')).status).toBe(404);
    expect((await get('/users/gone/facts')).status).toBe(404);
  });
});

describe('page views in the audit log', () => {
  it('are told with each entry, in files too, and a header that names none is in nobody’s way', async () => {
    const of = `users.${randomUUID().slice(0, 8)}`;
    await get('/users/ann/facts', ben, { 'x-view': of });
    await get('/usage-analytics?period=7days', ben, { 'x-view': of });
    for (const odd of ['', 'users', 'users.a b', `users.${'x'.repeat(99)}`, 'ann@example.com'])
      expect((await get('/users/ann/facts', ben, { 'x-view': odd })).status).toBe(200);
    await s.audit();
    const { entries } = (await get('/audit?actor=ben@example.com&pageSize=7')).json;
    expect(entries.map((entry: { view: string }) => entry.view)).toEqual([
      ...Array.from({ length: 5 }, () => null),
      of,
      of,
    ]);
    const file = await get('/audit?actor=ben@example.com&format=csv&columns=endpoint,view');
    expect(file.text.split('\r\n')).toContain(`usageAnalytics,${of}`);
  });

  it('are sealed with the row: one that is changed, or given to a row that had none, is found', async () => {
    await s.audit();
    expect(await verifyAudit(s.t.db, { secret })).toMatchObject({ ok: true });
    const change = async (set: string, where: string) => {
      const { rows } = await s.t.db.pool.query(
        `update ${s.t.db.s}.audit_log set view = ${set} where (chain, seq) =
           (select chain, seq from ${s.t.db.s}.audit_log where ${where} order by seq limit 1) returning view`,
      );
      expect(rows).toHaveLength(1);
      return verifyAudit(s.t.db, { secret });
    };
    expect(await change(`'users.other1'`, `view = 'users.aaaaaa'`)).toMatchObject({
      ok: false,
      findings: [{ kind: 'changed' }],
    });
    expect(await change(`'users.aaaaaa'`, `view = 'users.other1'`)).toMatchObject({ ok: true });
    expect(await change(`'users.aaaaaa'`, `view is null and phase = 'intent'`)).toMatchObject({ ok: false });
  });
});
