import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { bumpCacheEpoch } from '../db/meta.ts';

let s: TestServer;
let admin: string;
let clock = Date.now();

beforeAll(async () => {
  s = await testServer({ now: () => clock });
  admin = await s.signIn('admin@example.com', 'admin');
});
afterAll(() => s.close());

const summary = (query = '') => s.ask(`/api/admin/usage-summary${query}`, { as: admin });

describe('the cache', () => {
  it('keeps an aggregate for five minutes, by what is asked', async () => {
    const first = await summary('?period=7days&compare=none');
    expect(first.json.meta).toMatchObject({
      cached: false,
      computedAt: new Date(clock).toISOString(),
      expiresAt: new Date(clock + 300_000).toISOString(),
    });
    clock += 299_000;
    const again = await summary('?compare=none&period=7days');
    expect(again.json.meta).toEqual({ ...first.json.meta, cached: true });
    expect((await summary('?period=8days&compare=none')).json.meta.cached).toBe(false);
    clock += 1_000;
    expect((await summary('?period=7days&compare=none')).json.meta.cached).toBe(false);
  });

  it('is passed by on demand, and by a new epoch', async () => {
    await summary();
    await s.analytics.ingest.track(anActivity({ userId: 'late', createdAt: clock }));
    const before = (await summary()).json.summary.activities;
    const forced = (await summary('?refresh=force')).json;
    expect([forced.meta.cached, forced.summary.activities]).toEqual([false, before + 1]);
    expect((await summary()).json.meta.cached).toBe(true);
    await bumpCacheEpoch(s.t.db);
    expect((await summary()).json.meta.cached).toBe(false);
  });

  it('computes once for many who ask at once', async () => {
    clock += 600_000;
    const all = await Promise.all(Array.from({ length: 6 }, () => summary('?period=9days')));
    expect(new Set(all.map((answer) => answer.headers.get('etag'))).size).toBe(1);
    expect(new Set(all.map((answer) => answer.json.meta.computedAt)).size).toBe(1);
  });

  it('answers 304 for an aggregate only', async () => {
    const first = await summary();
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = first.headers.get('etag')!;
    const again = await s.ask('/api/admin/usage-summary', { as: admin, headers: { 'if-none-match': etag } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    const users = await s.ask('/api/admin/usage-analytics', { as: admin });
    expect([users.headers.get('cache-control'), users.headers.get('etag')]).toEqual(['no-store', null]);
    const user = await s.ask('/api/admin/users/late/usage', { as: admin });
    expect([user.headers.get('cache-control'), user.json.meta.cached]).toEqual(['no-store', false]);
  });
});

describe('the audit log', () => {
  it('has an intent and a completion of every access, cached and 304 included', async () => {
    await s.audit(true);
    const first = await summary('?period=11days');
    await summary('?period=11days');
    await s.ask('/api/admin/usage-summary?period=11days', {
      as: admin,
      headers: { 'if-none-match': first.headers.get('etag')! },
    });
    await s.ask('/api/admin/users/late/usage?pageSize=5', { as: admin });
    await s.ask('/api/admin/users/nobody/usage', { as: admin });
    await s.ask('/api/admin/usage-summary?bad=1', { as: admin });
    const rows = await s.audit();
    const actor = rows[0].actor;
    expect(actor).toMatch(/^operator:[0-9a-f-]{36}$/);
    const row = (phase: string, endpoint: string, status: number | null, more = {}) => ({
      phase,
      actor,
      endpoint,
      status,
      target: null,
      parameters: null,
      rows: null,
      ...more,
    });
    const asked = { parameters: { period: '11days' } };
    const late = { target: 'late', parameters: { pageSize: 5 } };
    const nobody = { target: 'nobody', parameters: {} };
    const key = (each: object) => JSON.stringify(Object.entries(each).sort());
    const bySort = (list: object[]) => list.map(key).sort();
    expect(bySort(rows)).toEqual(
      bySort([
        ...[200, 200, 304].flatMap((status) => [
          row('intent', 'usageSummary', null, asked),
          row('completion', 'usageSummary', status, asked),
        ]),
        row('intent', 'userUsage', null, late),
        row('completion', 'userUsage', 200, { ...late, rows: 1 }),
        row('intent', 'userUsage', null, nobody),
        row('completion', 'userUsage', 404, nobody),
        row('denial', 'usageSummary', 400),
      ]),
    );
  });

  it('folds the denials of an address into its minute', async () => {
    await s.audit(true);
    clock = Math.ceil(clock / 60_000) * 60_000 + 60_000;
    for (let i = 0; i < 30; i++)
      await s.ask('/api/admin/analytics', { remoteAddress: i % 3 === 0 ? '203.0.113.7' : '198.51.100.1' });
    clock += 60_000;
    await s.ask('/api/admin/analytics', { remoteAddress: '192.0.2.9' });
    const rows = (await s.audit()).map(({ actor, parameters }) => [
      actor,
      parameters?.furtherDenials ?? null,
    ]);
    expect(rows).toEqual([
      ['anonymous:203.0.113.0', null],
      ['anonymous:198.51.100.0', null],
      ['anonymous:203.0.113.0', 9],
      ['anonymous:198.51.100.0', 19],
      ['anonymous:192.0.2.0', null],
    ]);
  });

  it('notes who was refused by their role', async () => {
    await s.audit(true);
    const viewer = await s.signIn('viewer@example.com', 'viewer');
    await s.ask('/api/admin/users/late/usage', { as: viewer });
    expect((await s.audit()).filter((row) => row.phase === 'denial')).toMatchObject([
      { endpoint: 'userUsage', target: 'late', status: 403, actor: expect.stringMatching(/^operator:/) },
    ]);
  });
});
