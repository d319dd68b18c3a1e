import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { timeOfUuid } from '../../src/contract/index.ts';
import { createTracker, type Drop } from '../../src/sdk/index.ts';
import { type SdkSetting, sdkSetting } from './setting.ts';

let on: SdkSetting;
beforeAll(async () => {
  on = await sdkSetting({ basePath: '/insights' });
});
afterAll(() => on?.close());
beforeEach(() => on.way.breaks(() => 'pass'));

/** Requests from here on. */
function watched() {
  const before = on.way.sent.length;
  return () => on.way.sent.slice(before);
}
const COMMITTED = { outcome: 'committed', eventId: expect.any(String) };

describe('the functions', () => {
  it('are those of the library, typed from the catalogue', async () => {
    const tracker = on.tracker();
    const told = await Promise.all([
      tracker.trackSessionAction('ada', 'created', 's-1', { title: 'Sunset' }),
      tracker.trackCaptionAction('ada', 'smart_caption_generated', { theme: 'joi', captionLength: 84 }),
      tracker.trackMediaAction('ada', 'media_uploaded'),
      tracker.trackAdminAction('user_updated', 'root', { targetUserId: 'ada' }),
      tracker.trackUserActivity(17n, 'session_viewed', 'sessions', null, { visitId: 9, userAgent: 'curl/8' }),
      tracker.track({ userId: 'ada', action: 'session_created', createdAt: new Date(Date.now() - 60_000) }),
    ]);
    expect(told).toEqual(Array(6).fill(COMMITTED));
    expect(await on.countOf('ada')).toEqual({ rows: 4, counted: 2 });
    const { rows } = await on.s.t.db.pool.query(
      `select action, details, session_id as session from ${on.s.t.db.s}.user_activity_logs where user_id = 'ada' and details is not null order by action`,
    );
    expect(rows).toEqual([
      { action: 'session_created', details: { title: 'Sunset' }, session: 's-1' },
      { action: 'smart_caption_generated', details: { theme: 'joi', captionLength: 84 }, session: null },
    ]);
    // Compiled, never called.
    const typed = () => {
      // @ts-expect-error a misspelt action
      void tracker.trackCaptionAction('u', 'smart_caption_generatd');
      // @ts-expect-error no detail of that action
      void tracker.trackCaptionAction('u', 'smart_caption_generated', { tone: 'x' });
      // @ts-expect-error no transaction reaches another process
      void tracker.trackMediaAction('u', 'media_uploaded', {}, { tx: null });
    };
    expectTypeOf(typed).toBeFunction();
  });

  it('record users, facts and signals', async () => {
    const tracker = on.tracker();
    const at = new Date(Date.now() - 3_600_000);
    const told = await Promise.all([
      tracker.identify({ userId: 'bo', email: 'bo@example.com', createdAt: at }),
      tracker.recordCreditTransaction({
        id: 'c',
        userId: 'bo',
        kind: 'purchase',
        amount: 500,
        currency: 'USD',
        createdAt: at,
      }),
      tracker.recordReferral({ id: 'r', referrerId: 'bo', refereeId: 'cy', code: 'X', createdAt: at }),
      tracker.recordCommunityShare({ id: 's', ownerId: 'bo', kind: 'media', sharedAt: at }),
      tracker.recordLike({ id: 'l', userId: 'cy', shareId: 's', createdAt: at }),
    ]);
    expect(told).toEqual(Array(5).fill({ outcome: 'recorded' }));
    for (let i = 0; i < 30; i++) tracker.apiCall(i % 3 === 0 ? 'bo' : 'cy');
    for (let i = 0; i < 5; i++) tracker.present('bo');
    tracker.apiCall(null);
    tracker.present(undefined);
    const { outcomes, waiting } = await tracker.flush();
    expect([outcomes.recorded, waiting]).toEqual([8, 0]);
    const { rows } = await on.s.t.db.pool.query(
      `select user_id as id, api_calls_total as calls, time_spent_minutes as minutes
       from ${on.s.t.db.s}.user_usage_stats where user_id in ('bo', 'cy') order by 1`,
    );
    expect(rows).toEqual([
      { id: 'bo', calls: 10, minutes: 1 },
      { id: 'cy', calls: 20, minutes: 0 },
    ]);
  });

  it('tell what became of each of a batch', async () => {
    const drops: Drop[] = [];
    const tracker = on.tracker({ onDrop: (drop) => void drops.push(drop) });
    const twice = {
      userId: 'each',
      action: 'session_created',
      eventId: '0190b0f4-7e2a-7c3e-9d55-1f0a6c1f2b3d',
      createdAt: Date.now(),
    } as const;
    const told = await Promise.all([
      tracker.track(twice),
      tracker.track(twice),
      tracker.track({ userId: 'each', action: 'sesion_created' as never }),
      tracker.track({ userId: 'each', action: 'session_created', createdAt: 1_000_000_000_000 }),
      tracker.identify({ userId: 'each', emale: 'x' } as never),
    ]);
    expect(told.map((each) => ('reason' in each ? each.reason : each.outcome))).toEqual([
      'committed',
      'duplicate',
      'unknown_action',
      'too_old',
      'invalid',
    ]);
    expect(drops).toEqual([
      {
        path: '/api/identify',
        item: { userId: 'each', emale: 'x' },
        reason: 'rejected',
        message: expect.stringContaining('emale'),
      },
    ]);
    expect(tracker.stats()).toMatchObject({
      outcomes: { committed: 1, duplicate: 1, dead_letter: 2, refused: 1 },
      drops: { rejected: 1 },
      waiting: 0,
      waitingBytes: 0,
    });
  });
});

describe('batches', () => {
  it('hold 20 at most, and go when they are full', async () => {
    const sent = watched();
    const tracker = on.tracker({ flushInterval: 3_600_000 });
    const told = Array.from({ length: 45 }, () => tracker.trackMediaAction('batch', 'media_uploaded'));
    await Promise.all(told.slice(0, 40));
    expect(sent().map(({ body }) => body.activities.length)).toEqual([20, 20]);
    expect(tracker.stats().waiting).toBe(5);
    await tracker.flush();
    expect(sent().map(({ body }) => body.activities.length)).toEqual([20, 20, 5]);
  });

  it('go after a while where they are not full', async () => {
    const sent = watched();
    expect(await on.tracker().trackMediaAction('alone', 'media_uploaded')).toEqual(COMMITTED);
    expect(sent().length).toBe(1);
  });

  it('stay under 500 KB, by the bytes of UTF-8', async () => {
    const sent = watched();
    const tracker = on.tracker({ flushInterval: 3_600_000 });
    const title = 'ü'.repeat(15_500);
    const told = Array.from({ length: 20 }, () =>
      tracker.track({ userId: 'large', action: 'session_created', details: { title } }),
    );
    await tracker.flush();
    expect(await Promise.all(told)).toEqual(Array(20).fill(COMMITTED));
    expect(sent().length).toBe(2);
    for (const { bytes } of sent()) expect(bytes).toBeLessThanOrEqual(500_000);
  });

  it('are split where the server takes no more at once (413), down to the one that it does not take', async () => {
    on.way.breaks((_, { body }) =>
      body.activities.length > 3 || body.activities.some((a: { userId: string }) => a.userId === 'split-7')
        ? { status: 413 }
        : 'pass',
    );
    const tracker = on.tracker({ flushInterval: 3_600_000 });
    const told = Array.from({ length: 20 }, (_, i) =>
      tracker.trackMediaAction(`split-${i}`, 'media_uploaded'),
    );
    const outcomes = await Promise.all(told);
    expect(outcomes.filter((each) => each.outcome === 'committed').length).toBe(19);
    expect(outcomes[7]).toMatchObject({ outcome: 'dropped', reason: 'too_large' });
  });
});

describe('what goes wrong on the way', () => {
  it('doubles nothing where the first answer is lost after the commit', async () => {
    const sent = watched();
    on.way.breaks((_, { body }) => (seen(body) ? 'pass' : 'answer lost'));
    const known = new Set<string>();
    const seen = (body: { activities: { eventId: string }[] }) => {
      const key = body.activities.map((a) => a.eventId).join();
      return known.size === known.add(key).size;
    };
    const tracker = on.tracker();
    const told = await Promise.all(
      Array.from({ length: 30 }, () => tracker.trackSessionAction('dropped', 'created', 's')),
    );
    expect(told.map(({ outcome }) => outcome)).toEqual(Array(30).fill('duplicate'));
    expect(await on.countOf('dropped')).toEqual({ rows: 30, counted: 30 });
    // Ids and instants are those of the first try.
    const tries = new Map<string, Set<string>>();
    for (const activity of sent().flatMap(({ body }) => body.activities)) {
      tries.set(activity.eventId, (tries.get(activity.eventId) ?? new Set()).add(JSON.stringify(activity)));
      expect(timeOfUuid(activity.eventId)).toBe(activity.createdAt);
    }
    expect([...tries.values()].map(({ size }) => size)).toEqual(Array(30).fill(1));
  });

  it.each([
    ['in seconds', () => '1'],
    ['as a date', () => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000).toUTCString()],
  ])('waits as long as Retry-After says %s', async (_, after) => {
    const sent = watched();
    let until = 0;
    on.way.breaks((nth) => {
      if (until !== 0) return 'pass';
      const told = after();
      until = told === '1' ? Date.now() + 1_000 : Date.parse(told);
      return { status: nth % 2 ? 429 : 503, headers: { 'retry-after': told } };
    });
    const tracker = on.tracker();
    const waited = tracker.trackMediaAction('later', 'media_uploaded').then(() => Date.now());
    // What comes meanwhile waits too.
    await expect.poll(() => until).toBeGreaterThan(0);
    void tracker.trackMediaAction('later', 'media_uploaded');
    expect(await waited).toBeGreaterThanOrEqual(until);
    expect((await tracker.flush()).outcomes).toEqual({ committed: 2 });
    expect(sent().length).toBeLessThanOrEqual(3);
  });

  it.each([408, 429, 500, 502, 503, 504])('sends again after %d', async (status) => {
    let left = 2;
    on.way.breaks(() => (left-- > 0 ? { status } : 'pass'));
    const tracker = on.tracker();
    expect(await tracker.trackMediaAction('again', 'media_uploaded')).toEqual(COMMITTED);
    expect(tracker.stats().retries).toBe(2);
  });

  it('sends again what somebody else answered in place of the server', async () => {
    let left = 1;
    on.way.breaks(() => (left-- > 0 ? { status: 200, body: '<h1>Sign in to this network</h1>' } : 'pass'));
    expect(await on.tracker().trackMediaAction('portal', 'media_uploaded')).toEqual(COMMITTED);
  });

  it('sends again an answer that does not come in time', async () => {
    let asked = 0;
    const tracker = on.tracker({
      timeout: 400,
      // Silent the first time; real afterwards.
      fetch: (url, init) => (++asked === 1 ? new Promise(() => {}) : fetch(url, init)),
    });
    expect(['committed', 'duplicate']).toContain(
      (await tracker.trackMediaAction('slow', 'media_uploaded')).outcome,
    );
    expect(asked).toBeGreaterThanOrEqual(2);
  });

  it.each([
    [400, 'no retry'],
    [401, 'no retry'],
    [403, 'no retry'],
    [404, 'no retry'],
    [301, 'url'],
  ])('never sends again after %d', async (status, said) => {
    const sent = watched();
    const drops: Drop[] = [];
    const body = JSON.stringify({ detail: 'no retry' });
    on.way.breaks(() => ({ status, body, headers: { location: 'http://127.0.0.1:1/' } }));
    const tracker = on.tracker({ onDrop: (drop) => void drops.push(drop) });
    const told = await tracker.trackMediaAction('refused', 'media_uploaded');
    expect(told).toMatchObject({
      outcome: 'dropped',
      reason: 'rejected',
      message: expect.stringContaining(said),
    });
    expect([sent().length, drops.length, tracker.stats().drops]).toEqual([1, 1, { rejected: 1 }]);
  });

  it('has a wrong key told by the server', async () => {
    const tracker = on.tracker({ key: `joip_${'x'.repeat(43)}` });
    expect(await tracker.trackMediaAction('nobody', 'media_uploaded')).toMatchObject({
      reason: 'rejected',
      message: expect.stringMatching(/^answered 401: .*scope "track"/),
    });
  });

  it('gives up after `retryFor`, and says so', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker({ retryFor: 30 });
    expect(await tracker.trackMediaAction('lost', 'media_uploaded')).toMatchObject({
      outcome: 'dropped',
      reason: 'gave_up',
      message: expect.stringMatching(/^not delivered within 30 ms: /),
    });
    expect(tracker.stats()).toMatchObject({ waiting: 0, waitingBytes: 0, drops: { gave_up: 1 } });
  });

  it('keeps all while the server is away, and delivers when it is back', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker();
    const told = Array.from({ length: 60 }, () => tracker.trackSessionAction('away', 'created', 's'));
    await expect.poll(() => tracker.stats().retries).toBeGreaterThan(3);
    expect(tracker.stats()).toMatchObject({ waiting: 60, outcomes: {} });
    on.way.breaks(() => 'pass');
    expect(await Promise.all(told)).toEqual(Array(60).fill(COMMITTED));
    expect(await on.countOf('away')).toEqual({ rows: 60, counted: 60 });
  });
});

describe('its bounds', () => {
  it('drop what comes beyond maxWaiting, each told', async () => {
    on.way.breaks(() => 'lost');
    const drops: Drop[] = [];
    const tracker = on.tracker({ maxWaiting: 50, onDrop: (drop) => void drops.push(drop) });
    const told = Array.from({ length: 80 }, () => tracker.trackSessionAction('full', 'created', 's'));
    const late = await Promise.all(told.slice(50));
    expect(late.map((each) => 'reason' in each && each.reason)).toEqual(Array(30).fill('queue_full'));
    expect([drops.length, tracker.stats()]).toEqual([
      30,
      expect.objectContaining({ waiting: 50, drops: { queue_full: 30 } }),
    ]);
    on.way.breaks(() => 'pass');
    expect(await Promise.all(told.slice(0, 50))).toEqual(Array(50).fill(COMMITTED));
    expect(await on.countOf('full')).toEqual({ rows: 50, counted: 50 });
  });

  it('hold for bytes as well', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker({ maxWaitingBytes: 100_000 });
    const title = 'x'.repeat(20_000);
    const told = Array.from({ length: 10 }, () =>
      tracker.track({ userId: 'fat', action: 'session_created', details: { title } }),
    );
    expect(tracker.stats().waiting).toBe(4);
    expect(tracker.stats().waitingBytes).toBeLessThanOrEqual(100_000);
    await tracker.shutdown(0);
    expect(new Set((await Promise.all(told)).map((each) => 'reason' in each && each.reason))).toEqual(
      new Set(['queue_full', 'shut_down']),
    );
  });
});

describe('its end', () => {
  it('delivers what waits, and takes nothing more', async () => {
    const tracker = on.tracker({ flushInterval: 3_600_000 });
    const waiting = tracker.trackMediaAction('end', 'media_uploaded');
    tracker.apiCall('end');
    const [stats, again] = await Promise.all([tracker.shutdown(), tracker.shutdown()]);
    expect(stats).toMatchObject({ waiting: 0, outcomes: { committed: 1, recorded: 1 } });
    expect(again).toBe(stats);
    expect(await waiting).toEqual(COMMITTED);
    expect(await tracker.trackMediaAction('end', 'media_uploaded')).toMatchObject({ reason: 'shut_down' });
    tracker.apiCall('end');
    expect((await tracker.flush()).waiting).toBe(0);
  });

  it('comes in time though the server is away; what is left is told', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker();
    const told = Array.from({ length: 25 }, () => tracker.trackMediaAction('left', 'media_uploaded'));
    expect(await tracker.shutdown(30)).toMatchObject({ waiting: 0, drops: { shut_down: 25 } });
    expect((await Promise.all(told)).every((each) => 'reason' in each && each.reason === 'shut_down')).toBe(
      true,
    );
  });

  it('flush ends in time and goes on trying', async () => {
    on.way.breaks(() => 'lost');
    const tracker = on.tracker();
    const told = tracker.trackMediaAction('on', 'media_uploaded');
    expect((await tracker.flush(20)).waiting).toBe(1);
    on.way.breaks(() => 'pass');
    expect(await told).toEqual(COMMITTED);
  });
});

describe('beforeSend', () => {
  it('sees the whole activity, changes it, drops it', async () => {
    const tracker = on.tracker({
      beforeSend(activity) {
        expect([activity.eventId, activity.createdAt]).toEqual([expect.any(String), expect.any(Number)]);
        if (activity.userId === 'secret') return null;
        return { ...activity, details: { title: 'hidden' }, eventId: undefined };
      },
    });
    const details = { title: 'mara@example.com' };
    expect(await tracker.trackSessionAction('seen', 'created', 's', details)).toEqual(COMMITTED);
    expect(await tracker.trackSessionAction('secret', 'created', 's', details)).toEqual({
      outcome: 'dropped',
      reason: 'before_send',
      message: expect.stringContaining('null'),
    });
    const { rows } = await on.s.t.db.pool.query(
      `select details from ${on.s.t.db.s}.user_activity_logs where user_id in ('seen', 'secret')`,
    );
    expect(rows).toEqual([{ details: { title: 'hidden' } }]);
  });
});

describe('its options', () => {
  it.each([
    [{ url: 'insights' }, /^createTracker: url takes the address/],
    [{ url: 'https://example.com/?a=b' }, /url takes/],
    [{ key: undefined }, /^createTracker: key takes an API key/],
    [{ batchSize: 0 }, /^createTracker: batchSize takes a whole number from 1 to 1000/],
    [{ timeout: '5s' }, /timeout takes a whole number/],
    [{ beforeSend: 'x' }, /beforeSend takes a function/],
    [{ flushAt: 20 }, /^createTracker: flushAt takes nothing; there are url, key, .*batchSize/],
  ])('refuse %j', (wrong, said) => {
    expect(() => createTracker({ url: on.url, key: on.key, ...wrong } as never)).toThrow(said);
  });
});
