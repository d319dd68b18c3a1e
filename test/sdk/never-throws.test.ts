import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Drop, RemoteTracker } from '../../src/sdk/index.ts';
import { type SdkSetting, sdkSetting } from './setting.ts';

let on: SdkSetting;
let tracker: RemoteTracker;
const drops: Drop[] = [];
beforeAll(async () => {
  on = await sdkSetting();
  // Whoever is told throws, too.
  const onDrop = (drop: Drop) => {
    drops.push(drop);
    throw new Error('from onDrop');
  };
  tracker = on.tracker({ onDrop });
});
afterAll(() => on?.close());
beforeEach(() => {
  drops.length = 0;
});

const circular: Record<string, unknown> = { a: { b: 1 } };
(circular.a as Record<string, unknown>).c = circular;
let deep: unknown = 1;
for (let i = 0; i < 10_000; i++) deep = { deep };
const throws = (message: unknown) => ({
  get broken() {
    throw message;
  },
});
const proxy = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error('no keys');
    },
  },
);
const wide = {
  ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])),
  caption: 'ö'.repeat(17_000),
};

/** Details that can't be sent: the field that is named, and what is said. */
const DETAILS: readonly [what: string, details: unknown, field: string, said: RegExp][] = [
  ['circular', circular, 'details.a.c.a', /nested deeper than 20 levels, or holds itself/],
  ['10,000 levels deep', deep, 'details.deep', /nested deeper/],
  ['a bigint', { n: 12n }, 'details.n', /is a bigint, which JSON can't carry/],
  ['a bigint that is called an id', { userId: 12n }, 'details.userId', /is a bigint/],
  ['a symbol', { s: Symbol('x') }, 'details.s', /is a symbol/],
  ['a function', { list: [1, () => {}] }, 'details.list.1', /is a function/],
  ['a Map', { m: new Map([[1, 2]]) }, 'details.m', /is a Map/],
  ['an Error', { e: new Error('x') }, 'details.e', /is a Error/],
  ['a promise', { p: Promise.resolve(1) }, 'details.p', /is a Promise/],
  ['NaN', { n: Number.NaN }, 'details.n', /is NaN, a number beyond JSON/],
  ['Infinity', [{ n: -1 / 0 }], 'details.0.n', /is -Infinity/],
  ['an invalid Date', { at: new Date(Number.NaN) }, 'details.at', /invalid Date/],
  ['a getter that throws', throws(new Error('boom')), 'details.broken', /can't be read: boom/],
  ['a getter that throws null', throws(null), 'details.broken', /can't be read: null/],
  ['a getter that throws what has no text', throws(Object.create(null)), 'details.broken', /can't be read/],
  [
    'a toJSON that throws',
    {
      x: {
        toJSON: () => {
          throw new Error('mine');
        },
      },
    },
    'details.x',
    /can't be read: mine/,
  ],
  ['a proxy that throws', { p: proxy }, 'details.p', /can't be read: no keys/],
  ['a key __proto__', JSON.parse('{"__proto__":{"admin":true}}'), 'details', /__proto__/],
  ['too large', wide, 'details.caption', /^details\.caption makes it \d+ bytes, where 32768 are taken/],
  ['far too large', { ok: 1, blob: 'x'.repeat(50_000_000) }, 'details.blob', /takes more than 32768 bytes/],
];

describe('details that can not be sent', () => {
  it.each(DETAILS)('%s', async (_, details, field, said) => {
    const give = details as never;
    const told = await Promise.all([
      tracker.trackSessionAction('u', 'created', 's', give),
      tracker.track({ userId: 'u', action: 'session_created', details: give }),
    ]);
    for (const each of told) {
      expect(each).toEqual({
        outcome: 'dropped',
        reason: /large/.test(_) ? 'too_large' : 'invalid',
        message: expect.stringMatching(said),
        field: expect.any(String),
      });
      expect('field' in each && each.field?.startsWith(field)).toBe(true);
    }
    expect(drops.map((drop) => drop.path)).toEqual(['/api/track', '/api/track']);
  });
});

describe('arguments that are none', () => {
  const odd = [
    undefined,
    null,
    7,
    'text',
    true,
    12n,
    Symbol('x'),
    [],
    [1],
    () => {},
    new Map(),
    proxy,
    throws('x'),
  ];
  it.each(odd.map((value) => [typeof value, value]))('%s', async (_, value) => {
    const any = value as never;
    const told = await Promise.all([
      tracker.track(any),
      tracker.identify(any),
      tracker.recordCreditTransaction(any),
      tracker.recordReferral(any),
      tracker.recordCommunityShare(any),
      tracker.recordLike(any),
      tracker.trackUserActivity(any, any, any, any, any),
      tracker.trackSessionAction(any, any, any, any, any),
      tracker.trackCaptionAction(any, any, any, any),
      tracker.trackBabecockAction(any, any, any, any),
      tracker.trackMediaAction(any, any, any, any),
      tracker.trackAdminAction(any, any, any, any),
    ]);
    for (const { outcome } of told) expect(['dropped', 'dead_letter', 'refused']).toContain(outcome);
    tracker.apiCall(any);
    tracker.present(any);
    expect((await tracker.flush()).waiting).toBe(0);
  });

  it('and none at all', async () => {
    for (const call of Object.values(tracker).filter(
      (each) => each !== tracker.shutdown,
    ) as (() => unknown)[])
      await call();
  });
});

describe('what is around', () => {
  it.each([
    [
      'a beforeSend that throws',
      {
        beforeSend: () => {
          throw new Error('mine');
        },
      },
      'before_send',
      /beforeSend threw: mine/,
    ],
    ['one that answers nothing', { beforeSend: () => undefined }, 'before_send', /answered undefined/],
    ['one that answers a promise', { beforeSend: async (a: unknown) => a }, 'invalid', /is a Promise/],
    ['one that answers a text', { beforeSend: () => 'x' }, 'invalid', /takes an object/],
    [
      'one that breaks the details',
      { beforeSend: (a: object) => ({ ...a, details: circular }) },
      'invalid',
      /holds itself/,
    ],
    [
      'a fetch that throws at once',
      {
        fetch: () => {
          throw new Error('no network');
        },
        retryFor: 0,
      },
      'gave_up',
      /no network/,
    ],
    ['a fetch that answers nothing', { fetch: async () => undefined, retryFor: 0 }, 'gave_up', /./],
  ])('%s', async (_, options, reason, said) => {
    const odd = on.tracker(options as never);
    expect(await odd.trackSessionAction('u', 'created', 's')).toMatchObject({
      outcome: 'dropped',
      reason,
      message: expect.stringMatching(said),
    });
  });

  it('an option that is none of a call here', async () => {
    const told = await tracker.trackSessionAction('u', 'created', 's', {}, { tx: circular } as never);
    expect(told).toMatchObject({ reason: 'invalid', field: 'options.tx' });
  });

  it('what is changed after the call is not what is sent', async () => {
    const details = { title: 'before' };
    const told = tracker.trackSessionAction('later', 'created', 's', details);
    details.title = 'after';
    await told;
    const { rows } = await on.s.t.db.pool.query(
      `select details from ${on.s.t.db.s}.user_activity_logs where user_id = 'later'`,
    );
    expect(rows).toEqual([{ details: { title: 'before' } }]);
  });
});
