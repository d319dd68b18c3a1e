import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import { recordFacts } from '../../src/ingest/facts.ts';
import type { HostTransaction } from '../../src/ingest/host.ts';
import { newEventId } from '../../src/ingest/ids.ts';
import { createIngest, type Ingest } from '../../src/ingest/index.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { type Driver, drivers } from './drivers.ts';

let t: TestDatabase;
/** Its clock is so far back that the log has no partition: what it writes, the database refuses. */
let past: Ingest;
beforeAll(async () => {
  t = await testDatabase();
  past = createIngest(t.db, { catalogue, now: () => Date.UTC(2001, 0, 1) });
  await t.db.pool.query('create table public.orders (id text primary key)');
});
afterAll(async () => {
  expect((await reconcile(t.db, { catalogue })).drift).toEqual([]);
  await t.drop();
});

/** What drivers are known to make something else of. */
const DETAILS = {
  theme: 'JOI',
  nested: { list: [1, 'two', null, [true, { deep: '{}' }]], 'quo"te': `it's \\ "q" $1 ? :name ::text` },
  text: 'Grüße, 日本, 🙂, \u2028',
  number: 1.5,
  empty: {},
  json: '{"a":1}',
  date: '2026-03-01T00:00:00Z',
  yes: true,
};
let users = 0;
const activity = (userId: string, more: Partial<ActivityInput> = {}): ActivityInput => ({
  userId,
  action: 'smart_caption_generated',
  eventId: newEventId(),
  details: DETAILS,
  sessionId: 's "1"',
  visitId: 'v?1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ipAddress: '203.0.113.7',
  ...more,
});
const rows = async (text: string, values: unknown[]) =>
  (await t.db.pool.query(text.replaceAll('$s', t.db.s), values)).rows;
const LOG = `select action, feature, details, ip_address, user_agent, session_id, visit_id
  from $s.user_activity_logs where user_id = $1 order by created_at, event_id`;
const log = (userId: string) => rows(LOG, [userId]);
const letters = (userId: string) =>
  rows('select reason, payload from $s.dead_letters where user_id = $1', [userId]);
async function counters(userId: string) {
  await t.ingest.flush();
  const [found] = await rows('select * from $s.user_usage_stats where user_id = $1', [userId]);
  const { user_id, first_activity_at, last_activity_at, updated_at, ...counts } = found ?? {};
  return counts;
}
const orders = async (id: string) => (await rows('select 1 from public.orders where id = $1', [id])).length;
class Undo extends Error {}

describe.each(Object.keys(drivers))('in a transaction of %s', (name) => {
  let driver: Driver;
  let user: string;
  /** In one transaction beside a row of the host's, and how it ends. */
  const within = async (
    work: (tx: HostTransaction) => Promise<unknown>,
    { undo = false, serializable = false } = {},
  ) => {
    let answer: unknown;
    const ended = driver.transaction(async (tx, ask) => {
      await ask(`insert into public.orders values ('${user}')`);
      answer = await work(tx);
      if (undo) throw new Undo();
    }, serializable);
    if (undo) await expect(ended).rejects.toThrow(Undo);
    else await ended;
    expect(await orders(user)).toBe(undo ? 0 : 1);
    return answer;
  };
  const track = async (tx: HostTransaction, input: unknown, o = {}) =>
    (await t.ingest.track(input as ActivityInput, { tx, ...o })).outcome;

  beforeAll(() => {
    driver = drivers[name]!(t.url);
  });
  afterAll(() => driver.end());
  beforeEach(() => {
    user = `${name} ${++users}`;
  });
  afterEach(async () => {
    await t.ingest.flush();
    expect((await reconcile(t.db, { catalogue, users: [user] })).drift).toEqual([]);
  });

  it.each([false, true])('is kept and counted as without one (serializable: %s)', async (serializable) => {
    const inputs = [
      activity(user),
      activity(user, { details: null }),
      activity(user, { action: 'session_viewed' }),
    ];
    const told = await within(
      async (tx) => {
        const outcomes = [];
        for (const input of inputs) outcomes.push(await track(tx, input));
        return outcomes;
      },
      { serializable },
    );
    expect(told).toEqual(inputs.map(({ eventId }) => ({ outcome: 'pending', eventId })));
    const plain = `plain ${user}`;
    for (const input of inputs) await t.ingest.track({ ...input, userId: plain });
    expect(await log(user)).toEqual(await log(plain));
    expect((await log(user)).map((row) => row.details)).toEqual([DETAILS, null, DETAILS]);
    expect(await counters(user)).toEqual(await counters(plain));
    expect(await counters(user)).toMatchObject({ smart_captions_generated: 2 });
  });

  it('leaves nothing where it rolls back: no activity, no dead letter, no fact', async () => {
    const told = await within(
      async (tx) => [
        await track(tx, activity(user)),
        await track(tx, activity(user, { action: 'no_such' })),
        await recordFacts(t.db, 'referrals', [referral()], { tx }),
      ],
      { undo: true },
    );
    expect(told).toMatchObject([
      { outcome: 'pending' },
      { outcome: 'dead_letter' },
      [{ outcome: 'pending' }],
    ]);
    expect(await log(user)).toEqual([]);
    expect(await letters(user)).toEqual([]);
    expect(await rows('select 1 from $s.referrals where id = $1', [user])).toEqual([]);
    expect(await counters(user)).toEqual({});
  });

  const referral = (more = {}) => ({
    id: user,
    referrerId: user,
    refereeId: 'bob',
    code: ' "A" ',
    creditReward: 5,
    createdAt: '2026-03-15T12:00:00.123Z',
    ...more,
  });

  it('keeps a dead letter and facts where it commits', async () => {
    const wrong = { ...activity(user), action: 'no_such' };
    const told = await within(async (tx) => [
      await track(tx, wrong),
      ...(await recordFacts(t.db, 'referrals', [referral(), referral(), referral({ code: 'B' })], { tx })),
    ]);
    expect(told).toMatchObject([
      { outcome: 'dead_letter', reason: 'unknown_action' },
      { outcome: 'pending' },
      { outcome: 'pending' },
      { outcome: 'refused', reason: 'conflict' },
    ]);
    const [letter] = await letters(user);
    expect(JSON.parse(letter.payload).details).toEqual(DETAILS);
    expect(
      await rows('select code, credit_reward, created_at from $s.referrals where id = $1', [user]),
    ).toEqual([{ code: ' "A" ', credit_reward: 5, created_at: new Date('2026-03-15T12:00:00.123Z') }]);
  });

  it('tells what was there before, and goes on', async () => {
    const input = activity(user);
    await t.ingest.track(input);
    const told = await within(async (tx) => [
      await track(tx, input),
      await track(tx, { ...input, details: { other: 1 } }),
      (await past.track(activity(user, { eventId: null }), { tx })).outcome,
      await track(tx, activity(user)),
    ]);
    expect(told).toMatchObject(
      [
        { outcome: 'duplicate' },
        { outcome: 'refused', reason: 'transaction', message: /another activity/ },
        { outcome: 'refused', reason: 'transaction', message: /no partition/ },
        { outcome: 'pending' },
      ].map((each) => ({
        ...each,
        ...('message' in each && { message: expect.stringMatching(each.message!) }),
      })),
    );
    expect(await counters(user)).toMatchObject({ smart_captions_generated: 2 });
  });

  it('tells each by itself where several are asked for at once', async () => {
    const told = await within((tx) =>
      Promise.all([
        track(tx, activity(user)),
        past.track(activity(user, { eventId: null }), { tx }).then(({ outcome }) => outcome),
        track(tx, activity(user)),
        recordFacts(t.db, 'referrals', [referral()], { tx }).then(([first]) => first),
        past.track(activity(user, { eventId: null }), { tx }).then(({ outcome }) => outcome),
      ]),
    );
    expect((told as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual([
      'pending',
      'refused',
      'pending',
      'pending',
      'refused',
    ]);
    expect(await counters(user)).toMatchObject({ smart_captions_generated: 2 });
  });

  // There a snapshot is taken on each worker when it is first asked: it sees the other one, and a duplicate.
  it.skipIf(inject('databaseKind').workers)(
    'rejects with mustCommit where another transaction was first, and the host rolls back (not on Citus)',
    async () => {
      const input = activity(user);
      const ended = driver.transaction(async (tx, ask) => {
        // Its snapshot is from before the other one.
        await ask(`insert into public.orders values ('${user}')`);
        await t.ingest.track(input);
        expect(await track(tx, input)).toMatchObject({ outcome: 'refused', reason: 'transaction' });
        await track(tx, input, { mustCommit: true });
      }, true);
      await expect(ended).rejects.toMatchObject({
        name: 'NotCommittedError',
        outcome: {
          outcome: 'refused',
          reason: 'transaction',
          message: expect.stringMatching(/could not serialize|conflict/),
        },
        cause: expect.any(Error),
      });
      expect(await orders(user)).toBe(0);
      expect(await counters(user)).toMatchObject({ smart_captions_generated: 1 });
    },
  );
});
