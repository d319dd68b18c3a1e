import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactOutcome } from '../../src/ingest/check-fact.ts';
import { newEventId } from '../../src/ingest/ids.ts';
import { testServer } from '../support/http.ts';

/** What a field of an id may hold, as a JSON text, and what is said of it; null where it is taken as `as`. */
const IDS: readonly [json: string, as: string | null, said?: RegExp][] = [
  ['"u-1"', 'u-1'],
  ['42', '42'],
  ['9007199254740991', '9007199254740991'],
  ['null', null, /missing/],
  ['true', null, /is true; takes a text/],
  ['{}', null, /is an object/],
  ['["u"]', null, /is a list/],
  ['""', null, /is empty/],
  ['"  "', null, /is empty/],
  ['"undefined"', null, /stands for a value that was missing/],
  ['"Null"', null, /stands for a value that was missing/],
  ['"[object Object]"', null, /stands for a value that was missing/],
  ['"."', null, /no address can name/],
  ['".."', null, /no address can name/],
  ['1.5', null, /takes a text or a whole number/],
  ['1234567890123456789', null, /is 1234567890123456789, a number that JSON can't carry exactly/],
  ['1e400', null, /is 1e400, a number that JSON can't carry exactly/],
];

let s: Awaited<ReturnType<typeof testServer>>;
let key: string;
let n = 0;
beforeAll(async () => {
  s = await testServer();
  key = await s.key('track');
});
afterAll(() => s?.close());

const post = (path: string, json: string) => s.post(path, json, { as: key });
const users = async () =>
  (await s.t.db.pool.query<{ id: string }>('select id from analytics.users order by id')).rows.map(
    (r) => r.id,
  );

describe('over HTTP', () => {
  it.each(IDS)('takes the user id %s as %s', async (json, as, said) => {
    const { status, json: answer } = await post('/api/track', `{"userId":${json},"action":"session_viewed"}`);
    const [result] = answer.results;
    if (as !== null) {
      expect([status, result.outcome]).toEqual([200, 'committed']);
      expect(await users()).toContain(as);
      return;
    }
    expect([status, result.outcome]).toEqual([422, 'dead_letter']);
    expect(result.message).toMatch(said!);
    expect(result.message).toMatch(/^userId /);
    const batch = await post(
      '/api/track',
      `{"activities":[{"userId":${json},"action":"session_viewed"},{"userId":"good","action":"session_viewed"}]}`,
    );
    expect(batch.status).toBe(200);
    expect(batch.json.results.map((each: { outcome: string }) => each.outcome)).toEqual([
      'dead_letter',
      'committed',
    ]);
  });

  const FACTS: readonly [path: string, fields: readonly string[], rest: string][] = [
    ['/api/identify', ['userId'], ''],
    [
      '/api/facts/credit-transactions',
      ['id', 'userId'],
      '"kind":"purchase","amount":5,"currency":"USD","createdAt":"2026-01-05T00:00:00Z"',
    ],
    [
      '/api/facts/referrals',
      ['id', 'referrerId', 'refereeId'],
      '"code":"c","createdAt":"2026-01-05T00:00:00Z"',
    ],
    ['/api/facts/community-shares', ['id', 'ownerId'], '"kind":"media","sharedAt":"2026-01-05T00:00:00Z"'],
    ['/api/facts/community-likes', ['id', 'userId', 'shareId'], '"createdAt":"2026-01-05T00:00:00Z"'],
    ['/api/signals', ['userId'], `"id":"${newEventId()}","signal":"api_call"`],
  ];
  it.each(
    FACTS.flatMap(([path, fields, rest]) => fields.map((field) => [path, field, fields, rest] as const)),
  )(
    '%s reads %s by the same rule, and what it refuses leaves nothing behind',
    async (path, field, fields, rest) => {
      const before = await users();
      const fact = (json: string) =>
        `{${[...fields.map((each) => `"${each}":${each === field ? json : `"ghost-${++n}"`}`), rest].filter(Boolean).join(',')}}`;
      for (const [json, as, said] of IDS) {
        if (as !== null) continue;
        const { status, json: answer } = await post(path, fact(json));
        expect([json, status, answer.results[0].outcome]).toEqual([json, 422, 'refused']);
        expect(answer.fields[field]).toMatch(said!);
      }
      expect(await users()).toEqual(before);
      for (const [json, as] of IDS)
        if (as !== null) {
          const { status, json: answer } = await post(path, fact(json));
          expect([json, status, answer.results]).toEqual([json, 200, [{ outcome: 'recorded' }]]);
        }
    },
  );

  it.each([
    ['"timestamp":"2020-01-01T00:00:00Z"', /^timestamp is unknown: did you mean createdAt\?/],
    ['"user_id":"x"', /^user_id is unknown: did you mean userId\?/],
    ['"__proto__":{"x":1}', /^__proto__ is unknown/],
    ['"createdAt":1773585000', /^createdAt is 1773585000, which looks like seconds/],
    ['"createdAt":"yesterday"', /^createdAt takes ISO 8601/],
    ['"details":"x"', /^details is a string; takes an object/],
    ['"details":{"a":[{"b":12345678901234567890}]}', /^details\.a\.0\.b is 12345678901234567890, a number/],
    ['"details":{"a":1e999}', /^details\.a is 1e999/],
    ['"details":{"targetUserId":"undefined"}', /^details\.targetUserId is "undefined"/],
    ['"sessionId":{}', /^sessionId is an object/],
    ['"visitId":false', /^visitId is false/],
  ])('sets aside an activity with %s', async (field, said) => {
    const { status, json } = await post('/api/track', `{"userId":"u","action":"user_updated",${field}}`);
    expect([status, json.results[0].outcome]).toEqual([422, 'dead_letter']);
    expect(json.results[0].message).toMatch(said);
    expect(json.detail).toContain(json.results[0].message);
  });

  it('takes a field that is null for absent', async () => {
    const nulls = [
      'feature',
      'details',
      'eventId',
      'createdAt',
      'sessionId',
      'visitId',
      'ipAddress',
      'userAgent',
    ];
    const { status } = await post(
      '/api/track',
      `{"userId":"nulls","action":"session_viewed","nothing":null,${nulls.map((each) => `"${each}":null`).join()}}`,
    );
    expect(status).toBe(200);
    const credit = await post(
      '/api/facts/credit-transactions',
      '{"id":"nulls","userId":"nulls","kind":"purchase","amount":5,"currency":"USD","createdAt":1767571200000,"credits":null}',
    );
    expect(credit.json).toEqual({ results: [{ outcome: 'recorded' }] });
    expect((await post('/api/identify', '{"userId":"nulls","internal":null,"name":null}')).status).toBe(200);
  });

  it('answers 409 to a single fact that stands against another, and 200 to one in a batch', async () => {
    const like = (shareId: string) =>
      `{"id":"l-1","userId":"u","shareId":"${shareId}","createdAt":1767571200000}`;
    expect((await post('/api/facts/community-likes', like('a'))).status).toBe(200);
    const second = await post('/api/facts/community-likes', like('b'));
    expect([second.status, second.json.results[0].reason]).toEqual([409, 'conflict']);
    const batch = await post('/api/facts/community-likes', `{"items":[${like('b')}]}`);
    expect([batch.status, batch.json.results[0].reason]).toEqual([200, 'conflict']);
    expect(await users()).not.toContain('b');
  });

  it('keeps a whole number of a person in details as its text', async () => {
    await post('/api/track', '{"userId":"boss","action":"user_updated","details":{"targetUserId":77}}');
    const { rows } = await s.t.db.pool.query(
      `select details from analytics.user_activity_logs where user_id = 'boss'`,
    );
    expect(rows).toEqual([{ details: { targetUserId: '77' } }]);
  });

  it('refuses an inexact number in any other body by its name', async () => {
    const as = await s.signIn('ann@example.com', 'admin');
    const answer = await s.post('/api/admin/annotations', '{"text":"x","day":12345678901234567890}', { as });
    expect(answer.status).toBe(400);
    expect(answer.json.fields.day).toMatch(/^is 12345678901234567890, a number/);
  });
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const throwing = {
  get userId(): string {
    throw new Error('a getter threw');
  },
};
/** Anything but what is asked for: each resolves to an outcome. */
const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  '',
  'x',
  7,
  7n,
  true,
  Symbol('s'),
  () => 1,
  [],
  new Array(1_000),
  {},
  Object.create(null),
  cyclic,
  throwing,
  new Proxy({}, { ownKeys: () => Reflect.ownKeys({}).concat(null as never), get: () => new Proxy({}, {}) }),
  new Proxy(
    {},
    {
      get: () => {
        throw null;
      },
      ownKeys: () => {
        throw Object.create(null);
      },
    },
  ),
  new Map([['a', 1]]),
  new Date(Number.NaN),
  {
    toJSON: () => {
      throw new Error('toJSON threw');
    },
  },
  { toJSON: () => ({ big: 2 ** 60 }) },
  { a: 7n },
  { a: Symbol('s') },
  { a: new Map() },
  { a: Array.from({ length: 2_000_000 }, () => 1) },
  { a: 'x'.repeat(10_000_000) },
  { a: 2 ** 53 },
  { a: Number.NaN },
];

describe('in process', () => {
  const OUTCOMES = ['committed', 'dead_letter', 'refused', 'duplicate'];
  it.each(HOSTILE.map((value, i) => [i, value] as const))(
    'the functions never throw (%i)',
    async (_, value) => {
      const a = s.analytics;
      const any = value as never;
      const outcomes = await Promise.all([
        a.track(any),
        a.track({ userId: 'u', action: any }),
        a.track({ userId: any, action: 'session_viewed' }),
        a.track({ userId: 'u', action: 'session_viewed', details: any }),
        a.track({ userId: 'u', action: 'session_viewed', createdAt: any }),
        a.track({ userId: 'u', action: 'session_viewed' }, any),
        a.track({ userId: 'u', action: 'session_viewed' }, { tx: any }),
        a.trackUserActivity(any, any, any, any, any),
        a.trackUserActivity('u', 'session_viewed', 'sessions', {}, any),
        a.trackSessionAction('u', any, any, any, any),
        a.trackSessionAction('u', 'viewed', 's', any, null),
        a.trackCaptionAction('u', 'smart_caption_generated', {}, any),
        a.trackCaptionAction('u', 'smart_caption_generated', any, null),
        a.trackBabecockAction(any, any, any, any),
        a.trackMediaAction('u', 'media_uploaded', {}, { createdAt: any }),
        a.trackAdminAction(any, any, any, any),
      ]);
      for (const { outcome } of outcomes) expect(OUTCOMES).toContain(outcome);
      const facts: (FactOutcome | FactOutcome[])[] = await Promise.all([
        a.identify(any),
        a.identify({ userId: any, name: any }),
        a.identifyAll(any),
        a.recordReferral(any, any),
        a.recordReferrals(any, any),
        a.recordLike({ id: any, userId: any, shareId: any, createdAt: any }),
        a.recordCreditTransactions([any], { tx: any }),
      ]);
      for (const { outcome } of facts.flat()) expect(['recorded', 'refused']).toContain(outcome);
      a.apiCall(any);
      a.present(any);
    },
  );

  it.each([
    [{ a: 7n }, /^details\.a is a bigint/],
    [{ a: new Map() }, /^details\.a is a Map/],
    [{ error: new Error('x') }, /^details\.error is a Error/],
    [{ a: { toJSON: () => 2 ** 60 } }, /^details\.a is 1152921504606847000, a number/],
    [cyclic, /is nested deeper than 20 levels/],
    [{ a: new Array(1e9) }, /larger than 32768 bytes/],
  ])("tells why details can't be kept", async (details, said) => {
    expect(await s.analytics.ingest.track({ userId: 'u', action: 'session_viewed', details })).toMatchObject({
      outcome: { outcome: 'dead_letter', reason: 'poison', message: expect.stringMatching(said) },
    });
  });

  it('takes a bigint as the text of an id', async () => {
    expect(await s.analytics.track({ userId: 1234567890123456789n, action: 'session_viewed' })).toMatchObject(
      {
        outcome: 'committed',
      },
    );
    expect(await users()).toContain('1234567890123456789');
  });

  it('tells of a misspelt option', async () => {
    const misspelt = { txn: {} } as never;
    const said = { outcome: 'dead_letter', message: 'options.txn is unknown: did you mean tx?' };
    expect(await s.analytics.track({ userId: 'u', action: 'session_viewed' }, misspelt)).toMatchObject(said);
    const fact = { id: 'm', referrerId: 'a', refereeId: 'b', code: '', createdAt: new Date() };
    expect(await s.analytics.recordReferral(fact, misspelt)).toMatchObject({
      outcome: 'refused',
      message: said.message,
    });
    expect(
      await s.analytics.trackMediaAction('u', 'media_uploaded', {}, { creatdAt: 1 } as never),
    ).toMatchObject({
      outcome: 'dead_letter',
      message: expect.stringMatching(/^options\.creatdAt is unknown/),
    });
    await expect(testServer({ databaseURL: 'x' } as never, s.t)).rejects.toThrow(
      'databaseURL is unknown: did you mean databaseUrl?',
    );
    await expect(testServer({ privacy: { ip: 'none', userAgent: 'drop' } as never }, s.t)).rejects.toThrow(
      'privacy.ip is none, but takes truncate, full, drop',
    );
  });
});
