import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { anActivity } from '../../test/support/index.ts';
import { MAX_BODY } from './body.ts';

let s: TestServer;
let key: string;
beforeAll(async () => {
  s = await testServer();
  key = await s.key('track');
});
afterAll(() => s.close());

const send = (body: unknown, headers: Record<string, string> = {}) =>
  s.post('/api/track', body, { as: key, headers });

async function countOf(userId: string): Promise<number | undefined> {
  const { rows } = await s.t.db.pool.query(
    `select sessions_created as n from ${s.t.db.s}.user_usage_stats where user_id = $1`,
    [userId],
  );
  return rows[0]?.n;
}

describe('POST /api/track', () => {
  it('records one, and knows it again', async () => {
    const activity = anActivity({ userId: 'one' });
    const { eventId } = activity;
    expect((await send(activity)).json).toEqual({
      results: [{ outcome: 'committed', eventId }],
      generatedIds: false,
    });
    expect((await send(activity)).json.results).toEqual([{ outcome: 'duplicate', eventId }]);
    expect(await countOf('one')).toBe(1);
  });

  it('answers for each of a batch', async () => {
    const good = anActivity({ userId: 'batch' });
    const activities = [
      good,
      good,
      { ...good, action: 'session_viewed' },
      { userId: 'batch', action: 'session_created' },
      anActivity({ userId: 'batch', action: 'sesion_created' }),
      anActivity({ userId: 'batch', feature: 'media_gallery' }),
      anActivity({ userId: '' }),
      anActivity({ userId: 'batch', createdAt: Date.now() + 3_600_000 }),
      anActivity({ userId: 'batch', createdAt: Date.now() - 40 * 86_400_000 }),
      anActivity({ userId: 'batch', details: { a: 'x\u0000' } }),
      7,
      null,
    ];
    const { status, json } = await send({ activities });
    expect(status).toBe(200);
    expect(json.generatedIds).toBe(true);
    expect(json.results.map((r: { outcome: string; reason?: string }) => r.reason ?? r.outcome)).toEqual([
      'committed',
      'duplicate',
      'id_conflict',
      'committed',
      'unknown_action',
      'feature_mismatch',
      'missing_user',
      'clock_skew',
      'too_old',
      'poison',
      'invalid',
      'invalid',
    ]);
    expect(await countOf('batch')).toBe(2);
  });

  it('sets a key __proto__ aside', async () => {
    const body = `{"userId":"proto","action":"session_created","details":{"__proto__":{"admin":true}}}`;
    expect((await send(body)).json.results).toMatchObject([{ outcome: 'dead_letter', reason: 'poison' }]);
    const outside = await send(`{"userId":"proto","action":"session_created","__proto__":{"userId":"x"}}`);
    expect(outside.json.results).toMatchObject([
      { outcome: 'dead_letter', reason: 'invalid', message: expect.stringMatching(/^__proto__ is unknown/) },
    ]);
    expect(await countOf('proto')).toBeUndefined();
  });

  it('takes a gzipped body', async () => {
    const body = gzipSync(JSON.stringify({ activities: [anActivity({ userId: 'zip' })] }));
    expect((await send(body, { 'content-encoding': 'gzip' })).json.results).toMatchObject([
      { outcome: 'committed' },
    ]);
  });

  it('ignores cookies', async () => {
    const cookie = await s.signIn('a@example.com', 'admin');
    expect((await s.post('/api/track', anActivity(), { as: cookie })).status).toBe(401);
  });

  it.each([
    ['another media type', 415, '{}', { 'content-type': 'text/plain' }],
    ['a form', 415, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another encoding', 415, '{}', { 'content-encoding': 'br' }],
    ['no JSON', 400, '{', {}],
    ['bytes that are no UTF-8', 400, new Uint8Array([0x22, 0xff, 0x22]), {}],
    ["what isn't gzipped but says so", 400, '{}', { 'content-encoding': 'gzip' }],
    ['an array', 400, '[]', {}],
    ['an empty batch', 400, '{"activities":[]}', {}],
    ['too many', 400, JSON.stringify({ activities: Array(1_001).fill({}) }), {}],
    ['a stray field beside a batch', 400, '{"activities":[{}],"foo":1}', {}],
    ['too large a body', 413, `"${'x'.repeat(MAX_BODY)}"`, {}],
    ['a bomb', 413, gzipSync(Buffer.alloc(MAX_BODY * 20, 0x20)), { 'content-encoding': 'gzip' }],
  ] as const)('refuses %s with %d', async (_, status, body, headers) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ status, title: expect.any(String) });
  });

  it('says 503 where nothing was taken', async () => {
    const full = await testServer({ queue: { maxActivities: 0 } });
    const answer = await full.post('/api/track', anActivity(), { as: await full.key('track') });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(answer.json.results).toMatchObject([{ outcome: 'refused', reason: 'queue_full' }]);
    await full.close();
  });
});

describe('identify and facts over HTTP', () => {
  it('take one or many, and answer for each', async () => {
    const post = async (path: string, body: unknown) => (await s.post(path, body, { as: key })).json;
    const at = '2026-03-01T10:00:00.000Z';
    expect(await post('/api/identify', { userId: 'u', email: 'u@example.com' })).toEqual({
      results: [{ outcome: 'recorded' }],
    });
    const purchase = { id: 'c', userId: 'u', kind: 'purchase', amount: 5, currency: 'USD', createdAt: at };
    expect(
      await post('/api/facts/credit-transactions', { items: [purchase, { ...purchase, amount: 'five' }] }),
    ).toMatchObject({
      results: [{ outcome: 'recorded' }, { outcome: 'refused', fields: { amount: expect.any(String) } }],
    });
    for (const [path, fact] of [
      ['referrals', { id: 'r', referrerId: 'u', refereeId: 'v', code: 'X', createdAt: at }],
      ['community-shares', { id: 's', ownerId: 'u', kind: 'media', sharedAt: at }],
      ['community-likes', { id: 'l', userId: 'v', shareId: 's', createdAt: at }],
    ] as const)
      expect(await post(`/api/facts/${path}`, fact)).toEqual({ results: [{ outcome: 'recorded' }] });
  });
});
