import { afterEach, beforeEach, expect, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { recordFacts } from '../../ingest/facts.ts';
import { identifyUsers } from '../../ingest/identify.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { createTombstones, type Tombstones } from '../../ingest/tombstones.ts';
import { buildBlocks } from '../../store/build.ts';
import { rebuild } from '../rebuild.ts';
import { reconcile } from '../reconcile.ts';
import { eraseUser } from './index.ts';
import { findText } from './testing.ts';

const KEY = Buffer.alloc(32, 7);
const NOW = Date.UTC(2026, 2, 20, 12);
const DAY = 86_400_000;
const EVE = { userId: 'eve-4711', email: 'eve.4711@example.com', name: 'Eve Forty-Seven' };

let t: TestDatabase;
let tombstones: Tombstones;
let ingest: Ingest;
beforeEach(async () => {
  t = await testDatabase({ timezone: 'America/New_York' });
  tombstones = createTombstones(t.db, KEY);
  ingest = createIngest(t.db, { catalogue, now: () => NOW, tombstones });
});
afterEach(async () => {
  await ingest.close();
  await t.drop();
});

const erase = (userId: string) => eraseUser(t.db, userId, { catalogue, tombstones, now: NOW });
const rows = async (text: string) => (await t.db.pool.query(text.replaceAll('$s', t.db.s))).rows;
const drift = async () => (await reconcile(t.db, { catalogue })).drift;

async function fill(n = 300): Promise<void> {
  const r = random(11);
  const actions = Object.keys(catalogue.actions);
  const inputs = Array.from({ length: n }, () => {
    const createdAt = NOW - r.int(0, 6 * DAY);
    const action = r.chance(0.3) ? 'smart_caption_generated' : r.pick(actions);
    return anActivity({
      userId: r.pick([EVE.userId, 'bob', 'cleo', 'admin']),
      action,
      createdAt,
      eventId: r.uuid(createdAt),
      details: { theme: r.pick(['JOI', 'beta', 'odd one']), targetUserId: r.pick([EVE.userId, 'bob']) },
    });
  });
  await identifyUsers(
    t.db,
    [EVE, { userId: 'bob', email: 'bob@example.com' }, { userId: 'admin', internal: true }],
    catalogue,
    tombstones,
  );
  await ingest.writeHistory(inputs, 'test');
  for (const id of [EVE.userId, EVE.userId, 'bob']) ingest.signals.apiCall(id);
  ingest.signals.present(EVE.userId);
  await ingest.flush();
  const at = new Date(NOW - DAY).toISOString();
  const money = { kind: 'purchase', currency: 'USD', createdAt: at };
  await recordFacts(t.db, 'creditTransactions', [
    { id: 'c1', userId: EVE.userId, amount: 500, ...money },
    { id: 'c2', userId: EVE.userId, amount: 700, ...money },
    { id: 'c3', userId: 'bob', amount: 900, ...money },
    { id: 'c4', userId: 'admin', amount: 50, ...money },
  ]);
  await recordFacts(t.db, 'referrals', [
    { id: 'r1', referrerId: EVE.userId, refereeId: 'bob', code: 'EVE20', creditReward: 5, createdAt: at },
    { id: 'r2', referrerId: 'cleo', refereeId: EVE.userId, code: 'CLEO', creditReward: 5, createdAt: at },
  ]);
  await recordFacts(t.db, 'communityShares', [
    { id: 's1', ownerId: EVE.userId, kind: 'media', sharedAt: at },
    { id: 's2', ownerId: 'bob', kind: 'media', sharedAt: at },
  ]);
  await recordFacts(t.db, 'communityLikes', [
    { id: 'l1', userId: 'bob', shareId: 's1', createdAt: at },
    { id: 'l2', userId: EVE.userId, shareId: 's2', createdAt: at },
  ]);
  await ingest.writeHistory(
    [
      anActivity({ userId: EVE.userId, action: 'nonsense' }),
      anActivity({ userId: 'bob', action: 'nonsense', details: { of: EVE.userId, mail: `<${EVE.email}>` } }),
    ],
    'test',
  );
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
}

const TOTALS = `select (select json_agg(x order by x) from (select grain, bucket, action, breakdown, value, internal, sum(n) as n
    from $s.activity_rollups group by 1, 2, 3, 4, 5, 6) x) as rollups,
  (select json_agg(x order by x) from (select currency, kind, sum(amount) as n from $s.credit_transactions group by 1, 2) x) as money,
  (select json_agg(x order by x) from (select u.internal, sum(amount) as n from $s.credit_transactions t
    join $s.users u on u.id = t.user_id group by 1) x) as sides,
  (select json_build_array(count(*), sum(credit_reward)) from $s.referrals) as referrals,
  (select json_agg(x order by x) from (select kind, count(*) as n from $s.community_shares group by 1) x) as shares,
  (select count(*) from $s.community_likes l join $s.community_shares s on s.id = l.share_id) as likes,
  (select json_build_array(sum(k_api_calls_total), sum(k_time_spent_minutes)) from $s.user_daily_stats) as signals`;

it('leaves the user nowhere, and every total as it was', async () => {
  await fill();
  expect(await findText(t.db, EVE.userId)).not.toEqual([]);
  const before = await rows(TOTALS);
  const receipt = (await erase(EVE.userId))!;
  for (const text of [EVE.userId, EVE.email, EVE.name]) expect(await findText(t.db, text)).toEqual([]);
  expect(await rows(TOTALS)).toEqual(before);
  expect(await drift()).toEqual([]);
  expect(receipt.erasedAt).toBe(new Date(NOW).toISOString());
  expect(receipt.removed).toMatchObject({
    user_usage_stats: 1,
    user_signals: 2,
    credit_transactions: 2,
    referrals: 2,
    community_shares: 1,
    community_likes: 1,
    dead_letters: 1,
    users: 1,
  });
  expect(receipt.removed.user_activity_logs).toBeGreaterThan(30);
  expect(receipt.redacted.user_activity_logs).toBeGreaterThan(5);
  expect(receipt.redacted.dead_letters).toBe(1);
  expect(JSON.stringify(receipt)).not.toContain(EVE.userId);
  await rebuild(t.db, { catalogue });
  expect(await rows(TOTALS)).toEqual(before);
  expect(await rebuild(t.db, { catalogue, timezone: 'Asia/Kathmandu' })).toBeTruthy();
  expect(await drift()).toEqual([]);
});

it('keeps who was named apart, under an alias that tells nothing', async () => {
  await fill();
  const distinct = `select count(distinct details ->> 'targetUserId') as n from $s.user_activity_logs where feature = 'admin'`;
  const before = await rows(distinct);
  await erase(EVE.userId);
  expect(await rows(distinct)).toEqual(before);
  await ingest.track(
    anActivity({
      userId: 'admin',
      action: 'user_deleted',
      createdAt: NOW,
      details: { targetUserId: EVE.userId },
    }),
  );
  expect(await rows(distinct)).toEqual(before);
  const odd = anActivity({ userId: 'admin', action: 'nonsense', details: { targetUserId: EVE.userId } });
  expect((await ingest.track(odd)).outcome.outcome).toBe('dead_letter');
  expect(await findText(t.db, EVE.userId)).toEqual([]);
});

it('answers the same again, and nothing for somebody unknown', async () => {
  await fill(50);
  const receipt = await erase(EVE.userId);
  expect(await erase(EVE.userId)).toEqual(receipt);
  expect(await erase('nobody')).toBeNull();
  expect(await rows('select count(*) as n from $s.erased_users')).toEqual([{ n: 1 }]);
});

it('takes nothing of an erased user any more, and counts what came', async () => {
  await fill(50);
  await erase(EVE.userId);
  const late = anActivity({ userId: EVE.userId, createdAt: NOW });
  expect((await ingest.track(late)).outcome).toEqual({ outcome: 'erased' });
  expect((await ingest.track(anActivity({ userId: EVE.userId, action: 'nonsense' }))).outcome).toEqual({
    outcome: 'erased',
  });
  expect(
    await ingest.writeHistory([anActivity({ userId: EVE.userId, createdAt: NOW - DAY })], 'test'),
  ).toEqual([{ outcome: 'erased' }]);
  const client = await t.db.pool.connect();
  expect((await ingest.track(late, { tx: client })).outcome).toEqual({ outcome: 'erased' });
  client.release();
  ingest.signals.apiCall(EVE.userId);
  ingest.signals.apiCall('bob');
  await ingest.flush();
  expect(await identifyUsers(t.db, [EVE], catalogue, tombstones)).toEqual([{ outcome: 'erased' }]);
  const fact = {
    id: 'c9',
    userId: EVE.userId,
    kind: 'purchase',
    amount: 1,
    currency: 'USD',
    createdAt: '2026-03-01T00:00:00Z',
  };
  expect(await recordFacts(t.db, 'creditTransactions', [fact], { tombstones })).toEqual([
    { outcome: 'erased' },
  ]);
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  expect(await drift()).toEqual([]);
  const [{ late: counted }] = await rows('select late from $s.erased_users');
  expect(counted).toBe(7);
});

it('holds while activity, facts and identities keep coming', async () => {
  await fill(50);
  let stop = false;
  const outcomes = new Set<string>();
  const other = createIngest(t.db, { catalogue, now: () => NOW, tombstones, slot: 3 });
  const writer = async (through: Ingest) => {
    while (!stop) {
      const sent = Array.from({ length: 20 }, (_, i) =>
        through.track(anActivity({ userId: i % 2 ? EVE.userId : 'bob', createdAt: NOW - i * 60_000 })),
      );
      for (const { outcome } of await Promise.all(sent)) outcomes.add(outcome.outcome);
      through.signals.apiCall(EVE.userId);
      await through.signals.flush();
      await identifyUsers(t.db, [EVE], catalogue, tombstones);
    }
  };
  const running = [writer(ingest), writer(other)];
  await new Promise((resolve) => setTimeout(resolve, 300));
  await erase(EVE.userId);
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop = true;
  await Promise.all(running);
  await other.close();
  await ingest.flush();
  expect(outcomes).toEqual(new Set(['committed', 'erased']));
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  expect(await drift()).toEqual([]);
});

it('removes what a transaction wrote that was open meanwhile', async () => {
  await fill(50);
  const client = await t.db.pool.connect();
  await client.query('begin');
  const { outcome } = await ingest.track(anActivity({ userId: EVE.userId, createdAt: NOW }), { tx: client });
  expect(outcome.outcome).toBe('committed');
  await erase(EVE.userId);
  await client.query('commit');
  client.release();
  await ingest.foldPending();
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  expect(await drift()).toEqual([]);
});

it('keeps internal accounts apart after their erasure', async () => {
  await fill();
  const before = await rows(TOTALS);
  await erase('admin');
  expect(await rows(TOTALS)).toEqual(before);
  expect(await drift()).toEqual([]);
});
