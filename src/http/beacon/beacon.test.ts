import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskOptions, type TestServer, testServer } from '../../../test/support/http.ts';
import { openAnalytics } from '../../app/analytics.ts';
import { BEACON_AGE, BEACON_BYTES } from '../../contract/families/beacon/limits.ts';
import { reconcile } from '../../jobs/reconcile.ts';
import { newId } from '../../tracking/new-id.ts';

const MINUTE = 60_000;
/** A whole minute, which the clock of the server stands still in. */
const NOON = Date.parse('2026-03-14T12:00:00Z');

let s: TestServer;
let now = NOON;
const at = async <T>(moment: number, work: () => Promise<T>): Promise<T> => {
  now = moment;
  try {
    return await work();
  } finally {
    now = NOON;
  }
};
beforeAll(async () => {
  s = await testServer({
    now: () => now,
    beaconActions: ['smart_caption_generated', 'session_shared', 'bulk_download', 'session_created'],
    beaconRateLimit: 0,
  });
});
afterAll(() => s?.close());

const tokenOf = async (userId: string, minutes?: number) =>
  (await s.analytics.beaconToken(userId, { minutes }))!;
const acted = (action: string, details: Record<string, unknown> = {}, moment = now) => ({
  eventId: newId(moment),
  action,
  details,
});
const viewed = (path = '/sessions') => acted('page_viewed', { path });
const span = (from: number, to: number) => ({ from: NOON + from, to: NOON + to });
const send = (body: object, o: AskOptions = {}) => s.post('/api/beacon', { sentAt: now, ...body }, o);
const sendAs = async (userId: string, body: object, o?: AskOptions) =>
  send({ token: await tokenOf(userId), ...body }, o);

async function countsOf(userId: string) {
  const { rows } = await s.t.db.pool.query(
    `select pages_viewed as views, time_spent_minutes as minutes, smart_captions_generated as captions
     from ${s.t.db.s}.user_usage_stats where user_id = $1`,
    [userId],
  );
  return rows[0] ?? { views: 0, minutes: 0, captions: 0 };
}

describe('what a beacon tells', () => {
  it('counts once, however often it is sent', async () => {
    const body = { activities: [viewed(), viewed('/media')], presence: [span(-90_000, -1)] };
    const results = [{ outcome: 'recorded' }];
    expect((await sendAs('once', body)).json).toEqual({
      results: [{ outcome: 'committed' }, { outcome: 'committed' }, ...results],
      adjust: 0,
    });
    const again = await Promise.all([sendAs('once', body), sendAs('once', body)]);
    for (const { json } of again)
      expect(json.results).toEqual([{ outcome: 'duplicate' }, { outcome: 'duplicate' }, ...results]);
    expect(await countsOf('once')).toEqual({ views: 2, minutes: 2, captions: 0 });
  });

  it('comes from the address and browser that sent it, as the privacy settings keep them', async () => {
    const headers = { 'user-agent': 'curl/8.5.0' };
    await sendAs('where', { activities: [viewed()] }, { headers, remoteAddress: '203.0.113.9' });
    const { rows } = await s.t.db.pool.query(
      `select ip_address as ip, user_agent as agent, details, created_at as at from ${s.t.db.s}.user_activity_logs where user_id = 'where'`,
    );
    expect(rows).toEqual([
      { ip: '203.0.113.0', agent: 'curl 8', details: { path: '/sessions' }, at: new Date(NOON) },
    ]);
  });

  it('is one minute for a minute of the clock, from whatever tabs, requests and spans', async () => {
    const tabs = [
      [span(-150_000, -100_000), span(-90_000, -70_000)],
      [span(-130_000, -80_000), span(-61_000, -60_000)],
    ];
    await Promise.all(tabs.map((presence) => sendAs('tabs', { presence })));
    // 11:57:30 to 11:59:00.
    expect((await countsOf('tabs')).minutes).toBe(2);
    await at(NOON - 2 * MINUTE, async () => s.analytics.present('tabs'));
    await at(NOON - MINUTE, async () => s.analytics.present('tabs'));
    await s.analytics.ingest.flush();
    expect((await countsOf('tabs')).minutes).toBe(3);
    // A moment is within its minute, and a span ends before its end.
    await sendAs('moment', { presence: [span(-MINUTE, -MINUTE), span(-120_001, -120_000)] });
    expect((await countsOf('moment')).minutes).toBe(2);
  });

  it('leaves no drift', async () => {
    expect((await reconcile(s.t.db, s.analytics)).drift).toEqual([]);
  });
});

describe('whose it is', () => {
  const refusal = async (body: object, o?: AskOptions) => {
    const { status, json } = await send({ activities: [viewed()], ...body }, o);
    return [status, json.detail];
  };

  it('is told by the session of the host', async () => {
    const o = { askUser: async () => 17 };
    expect((await send({ activities: [viewed()] }, o)).json.results).toEqual([{ outcome: 'committed' }]);
    expect((await countsOf('17')).views).toBe(1);
    // Of nobody who is signed in.
    for (const nobody of [null, undefined, 'undefined', ''])
      expect((await send({ activities: [viewed()] }, { askUser: () => nobody })).json.results).toEqual([
        { outcome: 'ignored', reason: 'nobody' },
      ]);
    const broken = () => {
      throw new Error('the session store is away');
    };
    expect(await refusal({}, { askUser: broken })).toEqual([503, expect.stringContaining('send the same')]);
  });

  it('is told by the request around it, too', async () => {
    const request = new Request('http://127.0.0.1:3000/api/beacon', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt: now, activities: [viewed()] }),
    });
    const host = s.analytics.wrapFetch((asked) => s.analytics.fetch(asked), { userId: async () => 'around' });
    expect((await (await host(request)).json()).results).toEqual([{ outcome: 'committed' }]);
    expect((await countsOf('around')).views).toBe(1);
  });

  it("is told by a token of the host's server, which nobody else can make", async () => {
    const token = await tokenOf('mara', 10);
    const [payload, mark] = token.split('.') as [string, string];
    const other = Buffer.from(JSON.stringify(['eve', NOON + 1e9])).toString('base64url');
    const elsewhere = await testServer({ now: () => now, secret: Buffer.alloc(32, 1) }, s.t);
    const foreign = (await elsewhere.analytics.beaconToken('mara'))!;
    await elsewhere.analytics.close();
    for (const forged of [
      `${other}.${mark}`,
      payload,
      `${payload}.`,
      `${token}.x`,
      'x',
      `${token}x`,
      foreign,
    ])
      expect(await refusal({ token: forged })).toEqual([401, expect.stringContaining('beaconToken(userId)')]);
    expect(await at(NOON + 10 * MINUTE, () => refusal({ token }))).toEqual([
      401,
      expect.stringContaining('has expired'),
    ]);
    expect(await refusal({})).toEqual([401, expect.stringContaining('give userId to analyticsRoutes')]);
    expect(await refusal({ token }, { askUser: () => 'eve' })).toEqual([
      401,
      expect.stringContaining('another user'),
    ]);
    expect(await refusal({ token: 'x'.repeat(1_001) })).toEqual([400, expect.anything()]);
    expect(await countsOf('mara')).toEqual({ views: 0, minutes: 0, captions: 0 });
    expect((await send({ token, activities: [viewed()] }, { askUser: () => 'mara' })).status).toBe(200);
    // Nobody is signed in any more, but the page is theirs.
    expect((await send({ token, activities: [viewed()] }, { askUser: () => null })).status).toBe(200);
    expect((await countsOf('mara')).views).toBe(2);
  });

  it('is no operator, and no key', async () => {
    const [admin, key] = [await s.signIn('admin@example.com', 'admin'), await s.key('track')];
    for (const as of [admin, key]) expect((await send({ activities: [viewed()] }, { as })).status).toBe(401);
  });

  it('gets no token where there is no id, and the host hears of no error', async () => {
    for (const nobody of [null, undefined, '', 'undefined'])
      expect(await s.analytics.beaconToken(nobody)).toBeNull();
    expect(await s.analytics.beaconToken('mara', { minutes: 0.5 })).toBeNull();
  });

  it('gets a token for a platform in another process, which has a key', async () => {
    const as = await s.key('track');
    const { json } = await s.post('/api/beacon/token', { userId: 9, minutes: 5 }, { as });
    expect(json).toEqual({ token: expect.any(String), expiresAt: new Date(NOON + 5 * MINUTE).toISOString() });
    await send({ token: json.token, activities: [viewed()] });
    expect((await countsOf('9')).views).toBe(1);
    const bad = await s.post('/api/beacon/token', { userId: 9, minutes: 1_441 }, { as });
    expect([bad.status, bad.json.fields]).toEqual([400, { minutes: 'takes 1440 minutes at most' }]);
  });
});

describe('what a browser may send', () => {
  it('is a page view, and what the host opens, by the details that it declares', async () => {
    const { json } = await sendAs('opened', {
      activities: [
        acted('smart_caption_generated', { theme: 'joi', captionLength: '84' }),
        acted('bulk_download', { files: 3 }),
        acted('session_created', { subreddits: 'art, cats', title: 'Sunset', sessionId: 's-7' }),
      ],
    });
    expect(json).toEqual({ results: Array(3).fill({ outcome: 'committed' }), adjust: 0 });
    const { rows } = await s.t.db.pool.query(
      `select action, details, session_id as session from ${s.t.db.s}.user_activity_logs where user_id = 'opened' order by action`,
    );
    expect(rows).toEqual([
      { action: 'bulk_download', details: { files: 3 }, session: null },
      {
        action: 'session_created',
        details: { subreddits: ['art', 'cats'], title: 'Sunset' },
        session: 's-7',
      },
      { action: 'smart_caption_generated', details: { theme: 'joi', captionLength: 84 }, session: null },
    ]);
  });

  const WRONG: readonly (readonly [reason: string, why: RegExp, action: string, details?: object])[] = [
    ['unknown_action', /"session_creatd" is no action of the catalogue/, 'session_creatd'],
    ['unknown_action', /"__proto__" is no action/, '__proto__'],
    ['closed_action', /"media_uploaded" isn't open to browsers; name it in beaconActions/, 'media_uploaded'],
    ['closed_action', /isn't open to browsers/, 'user_role_updated', { targetUserId: 'x' }],
    ['invalid', /details.credits of session_shared isn't declared/, 'session_shared', { credits: '5' }],
    ['invalid', /it takes title, .*, shareCode, sessionId/, 'session_shared', { userId: 'eve' }],
    ['invalid', /isn't declared/, 'session_shared', { constructor: 'x' }],
    [
      'invalid',
      /details.captionLength .* takes a number/,
      'smart_caption_generated',
      { captionLength: '1e3' },
    ],
    ['invalid', /takes a number/, 'bulk_download', { files: '12345678901234567890' }],
    ['invalid', /takes a text/, 'smart_caption_generated', { theme: ['a'] }],
    ['invalid', /takes 1000 characters at most/, 'session_shared', { title: 'x'.repeat(1_001) }],
  ];

  it('is refused by itself where it is anything else, with what to do', async () => {
    const wrong = WRONG.map(([, , action, details]) => acted(action, { ...details }));
    const { status, json } = await sendAs('wrong', { activities: [...wrong, viewed()] });
    expect(status).toBe(200);
    WRONG.forEach(([reason, why], i) => {
      expect(json.results[i]).toEqual({ outcome: 'refused', reason, message: expect.stringMatching(why) });
      expect(json.detail).toMatch(why);
    });
    expect(json.results.at(-1)).toEqual({ outcome: 'committed' });
    const { rows } = await s.t.db.pool.query(
      `select 1 from ${s.t.db.s}.dead_letters where user_id = 'wrong'`,
    );
    expect(rows).toEqual([]);
  });

  it('is nothing but the page view where the host opens nothing', async () => {
    const plain = await testServer({ now: () => now }, s.t);
    const token = await plain.analytics.beaconToken('closed');
    const activities = Object.keys(plain.analytics.catalogue.actions).map((action) => acted(action));
    const outcomes: { outcome: string }[] = [];
    for (let i = 0; i < activities.length; i += 50) {
      const body = { token, sentAt: now, activities: activities.slice(i, i + 50) };
      outcomes.push(...(await plain.post('/api/beacon', body)).json.results);
    }
    const taken = activities.filter((_, i) => outcomes[i]?.outcome === 'committed');
    expect(taken.map(({ action }) => action)).toEqual(['page_viewed']);
    await plain.analytics.close();
  });

  it('is of the last day, by a clock that is right', async () => {
    const { status, json } = await sendAs('clock', { sentAt: NOON - 5 * MINUTE, activities: [viewed()] });
    expect([status, json.adjust]).toEqual([409, 5 * MINUTE]);
    expect((await sendAs('clock', { sentAt: NOON + 3_000 })).json).toEqual({ results: [], adjust: -3_000 });
    const old = NOON - BEACON_AGE - 1;
    const { json: told } = await sendAs('clock', {
      activities: [acted('page_viewed', {}, old), acted('page_viewed', {}, NOON + 2 * MINUTE)],
      presence: [
        { from: old, to: old },
        span(0, 2 * MINUTE),
        span(-1, -2),
        { from: old - MINUTE, to: NOON - BEACON_AGE + MINUTE },
      ],
    });
    expect(told.results.map((each: { reason?: string }) => each.reason ?? 'taken')).toEqual([
      'too_old',
      'clock_skew',
      'too_old',
      'clock_skew',
      'invalid',
      'taken',
    ]);
    expect(await countsOf('clock')).toEqual({ views: 0, minutes: 1, captions: 0 });
  });

  it('is nothing of who says that they want none of it', async () => {
    for (const name of ['dnt', 'sec-gpc'])
      expect(
        (
          await sendAs(
            'private',
            { activities: [viewed()], presence: [span(-1, 0)] },
            { headers: { [name]: '1' } },
          )
        ).json.results,
      ).toEqual(Array(2).fill({ outcome: 'ignored', reason: 'do_not_track' }));
    expect(await countsOf('private')).toEqual({ views: 0, minutes: 0, captions: 0 });
  });

  it('is small, from the page of this very origin, and of whoever was not erased', async () => {
    const large = await sendAs('large', {
      activities: [acted('page_viewed', { path: 'x'.repeat(BEACON_BYTES) })],
    });
    expect([large.status, large.json.detail]).toEqual([413, expect.stringContaining('65536 bytes at most')]);
    const headers = { origin: 'https://evil.example' };
    expect((await sendAs('large', { activities: [viewed()] }, { headers })).status).toBe(403);
    await sendAs('gone', { activities: [viewed()] });
    await s.analytics.eraseUser('gone');
    const { json } = await sendAs('gone', { activities: [viewed()], presence: [span(-1, 0)] });
    expect(json.results).toEqual([{ outcome: 'erased' }, { outcome: 'erased' }]);
  });
});

it('limits the requests of a user, and ten times as many those of an address', async () => {
  const limited = await testServer({ now: () => now, beaconRateLimit: 2 }, s.t);
  const ask = async (userId: string, remoteAddress: string) => {
    const body = { token: await limited.analytics.beaconToken(userId), sentAt: now };
    return limited.post('/api/beacon', body, { remoteAddress });
  };
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await ask('fast', '192.0.2.1')).status);
  expect(statuses).toEqual([200, 200, 429]);
  for (let i = 0; i < 17; i++) expect((await ask(`other ${i}`, '192.0.2.1')).status).toBe(200);
  const refused = await ask('one more', '192.0.2.1');
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await ask('one more', '192.0.2.2')).status).toBe(200);
  await limited.analytics.close();
});

it('learns of the user around a request, also of a host that opened it without a promise', async () => {
  const waiting = openAnalytics({ databaseUrl: s.t.url });
  const ours = (request: Request) => waiting.fetch(request);
  const ready = async () => (await ours(new Request('http://127.0.0.1/readyz'))).status;
  await expect.poll(ready).toBe(200);
  const asked = waiting.wrapFetch(ours, { userId: () => 'around' });
  const sentAt = Date.now();
  const activities = [{ eventId: newId(sentAt), action: 'page_viewed', details: { path: '/sessions' } }];
  const answer = await asked(
    new Request('http://127.0.0.1/api/beacon', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt, activities }),
    }),
  );
  expect([answer.status, ((await answer.json()) as { results: unknown }).results]).toEqual([
    200,
    [{ outcome: 'committed' }],
  ]);
  await waiting.close();
});

it('takes nothing while it can not write, and asks for the same again', async () => {
  const closing = await testServer({ now: () => now }, s.t);
  const token = await closing.analytics.beaconToken('later');
  const body = { token, sentAt: now, activities: [viewed()], presence: [span(-1, 0)] };
  await closing.analytics.ingest.close();
  const answer = await closing.post('/api/beacon', body);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await send(body)).json.results[0]).toEqual({ outcome: 'committed' });
  await closing.analytics.close();
});

it('refuses to open what the catalogue does not have', async () => {
  await expect(testServer({ beaconActions: ['session_creatd'] }, s.t)).rejects.toThrow(
    'beaconActions takes actions of the catalogue, and session_creatd is none',
  );
});
