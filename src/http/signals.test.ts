import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { newEventId } from '../ingest/ids.ts';
import { reconcile } from '../jobs/reconcile.ts';

let s: TestServer;
let key: string;
beforeAll(async () => {
  s = await testServer();
  key = await s.key('track');
});
afterAll(() => s?.close());

const send = (...items: unknown[]) => s.post('/api/signals', { items }, { as: key });
const calls = (userId: unknown, count?: unknown, more = {}) => ({
  id: newEventId(),
  userId,
  signal: 'api_call',
  count,
  ...more,
});
const presence = (userId: string, at: number) => ({
  id: newEventId(),
  userId,
  signal: 'presence_minute',
  at: new Date(at).toISOString(),
});
const RECORDED = { outcome: 'recorded' };

async function countersOf(userId: string): Promise<{ calls: number; minutes: number } | undefined> {
  const { rows } = await s.t.db.pool.query(
    `select api_calls_total as calls, time_spent_minutes as minutes from ${s.t.db.s}.user_usage_stats where user_id = $1`,
    [userId],
  );
  return rows[0];
}

describe('POST /api/signals', () => {
  it('counts API calls once, however often they are sent', async () => {
    const first = calls(17, 12);
    const later = calls('17');
    expect((await send(first, later, first)).json).toEqual({ results: [RECORDED, RECORDED, RECORDED] });
    expect((await Promise.all([send(first), send(later, first)])).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect(await countersOf('17')).toEqual({ calls: 13, minutes: 0 });
  });

  it('counts by the hour that is told, or that of the id', async () => {
    const at = Date.now() - 3 * 86_400_000;
    await send(calls('hours', 2, { at }), calls('hours', 3, { at: at + 3_600_000 }), calls('hours', 4));
    const { rows } = await s.t.db.pool.query(
      `select n from ${s.t.db.s}.user_signals where user_id = 'hours' order by hour`,
    );
    expect(rows.map(({ n }) => n)).toEqual([2, 3, 4]);
  });

  it('counts a minute of presence once, whoever tells of it', async () => {
    const { signals } = s.analytics.ingest;
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    // Several isolates, several requests at once, the middleware of this process.
    const told = Array.from({ length: 8 }, (_, i) => [presence('seen', minute + i * 7_000)]);
    signals.present('seen');
    await Promise.all([...told.map((items) => send(...items)), signals.flush()]);
    await send(presence('seen', minute - 60_000), presence('seen', minute - 3_600_000));
    const { rows } = await s.t.db.pool.query(
      `select count(distinct (hour, sequence))::int as n from ${s.t.db.s}.user_signals where user_id = 'seen'`,
    );
    // Where the clock went on to the next minute before `present`, that is one more.
    expect([3, 4]).toContain(rows[0].n);
    expect(await countersOf('seen')).toEqual({ calls: 0, minutes: rows[0].n });
  });

  it('refuses another count under the same id, in one request and in two', async () => {
    const first = calls('again', 5);
    const { results } = (await send(first, { ...first, count: 6 })).json;
    expect(results).toEqual([RECORDED, expect.objectContaining({ outcome: 'refused', reason: 'conflict' })]);
    const alone = await s.post('/api/signals', { ...first, count: 7 }, { as: key });
    expect([alone.status, alone.json.results[0].reason]).toEqual([409, 'conflict']);
    expect(await countersOf('again')).toEqual({ calls: 5, minutes: 0 });
  });

  it.each([
    ['no id', { id: undefined }, 'id'],
    ['an id that is no UUID', { id: 'seventeen' }, 'id'],
    ['nobody', { userId: null }, 'userId'],
    ['another signal', { signal: 'page_view' }, 'signal'],
    ['no calls', { count: 0 }, 'count'],
    ['half a call', { count: 1.5 }, 'count'],
    ['too many calls', { count: 100_001 }, 'count'],
    ['a misspelt field', { cout: 3 }, 'cout'],
    ['no instant', { at: 'yesterday' }, 'at'],
    ['the future', { at: Date.now() + 3_600_000 }, 'at'],
    ['what is too old', { at: Date.now() - 31 * 86_400_000 }, 'at'],
    ['no time at all', { id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }, 'at'],
    ['several times one minute', { signal: 'presence_minute', count: 2 }, 'count'],
  ])('refuses %s alone, and says why', async (_, wrong, field) => {
    const userId = `beside ${field} ${_}`;
    const { results } = (await send(calls(userId, 1, wrong), calls(userId, 2))).json;
    expect(results).toEqual([
      {
        outcome: 'refused',
        reason: 'invalid',
        message: expect.stringMatching(new RegExp(`^${field}: .{8,}`)),
        fields: { [field]: expect.any(String) },
      },
      RECORDED,
    ]);
    expect(await countersOf(userId)).toEqual({ calls: 2, minutes: 0 });
  });

  it('keeps nothing of the erased', async () => {
    await send(calls('gone', 3));
    await s.analytics.eraseUser('gone');
    expect((await send(calls('gone', 4), calls('stays', 1))).json.results).toEqual([
      { outcome: 'erased' },
      RECORDED,
    ]);
    expect(await countersOf('gone')).toBeUndefined();
    const { rows } = await s.t.db.pool.query(`select late from ${s.t.db.s}.erased_users`);
    expect(rows).toEqual([{ late: 4 }]);
  });

  it('leaves counters that a recount agrees with', async () => {
    expect((await reconcile(s.t.db, { catalogue: defaultCatalogue })).total).toBe(0);
  });
});

it('says 503 and counts nothing where the database refuses; the same again counts once', async () => {
  const away = await testServer();
  const as = await away.key('track');
  const items = [calls('patient', 3)];
  await away.t.db.pool.query(`alter table ${away.t.db.s}.user_signals rename to user_signals_away`);
  const refused = await away.post('/api/signals', { items }, { as });
  expect([refused.status, refused.headers.get('retry-after'), refused.json.results[0].outcome]).toEqual([
    503,
    '1',
    'refused',
  ]);
  await away.t.db.pool.query(`alter table ${away.t.db.s}.user_signals_away rename to user_signals`);
  for (let i = 0; i < 2; i++)
    expect((await away.post('/api/signals', { items }, { as })).json.results).toEqual([RECORDED]);
  const { rows } = await away.t.db.pool.query(`select sum(n)::int as n from ${away.t.db.s}.user_signals`);
  expect(rows).toEqual([{ n: 3 }]);
  await away.close();
});
