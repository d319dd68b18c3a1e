import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  daysBetween,
  loggedTotals,
  numbersIn,
  quartersBetween,
  storedRows,
  toldTotals,
  whileLocked,
} from '../../../test/support/chronicle.ts';
import { buildAt, DAY, EVE, fillWithEve, NOW } from '../../../test/support/eve.ts';
import { anActivity, type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue as catalogue, defineCatalogue } from '../../catalogue/index.ts';
import { snapshot } from '../../db/connect.ts';
import { startOfDay } from '../../db/days.ts';
import { recordFacts } from '../../ingest/facts.ts';
import { identifyUsers } from '../../ingest/identify.ts';
import { createIngest, type Ingest } from '../../ingest/index.ts';
import { createTombstones, type Tombstones } from '../../ingest/tombstones.ts';
import { sweepErased } from '../../store/sweep.ts';
import { leave } from '../../store/testing/leave.ts';
import { openView } from '../../store/view.ts';
import { rebuild } from '../rebuild.ts';
import { reconcile } from '../reconcile.ts';
import { eraseUser } from './index.ts';
import { findText } from './testing.ts';

const KEY = Buffer.alloc(32, 7);

let t: TestDatabase;
let tombstones: Tombstones;
let ingest: Ingest;
beforeEach(async () => {
  t = await testDatabase({ timezone: ZONE });
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
const numberOf = async (id: string): Promise<number> =>
  (await rows(`select user_no as no from $s.users where id = '${id}'`))[0].no;
const build = () => buildAt(t.db);
const fill = (n?: number) => fillWithEve({ db: t.db, ingest, tombstones }, n);

const retain = () =>
  leave(t.db, catalogue, { start: FIRST, end: startOfDay('2026-03-18', ZONE) }, { zone: ZONE });

const ZONE = 'America/New_York';
const ZONES = ['UTC', ZONE, 'Asia/Kathmandu'];
const [FIRST, LAST] = [NOW - 8 * DAY, NOW + DAY];
const quarters = quartersBetween(FIRST, LAST);
const toldByDay = (zone: string) => toldTotals(t.db, catalogue, daysBetween(FIRST, LAST, zone), zone);
const told = async () => ({
  quarters: await toldTotals(t.db, catalogue, quarters),
  days: await Promise.all(ZONES.map(toldByDay)),
});

/** Persons that reports tell apart. */
const peopleIn = () =>
  snapshot(t.db, async (client) => {
    const span = { start: FIRST, end: LAST };
    const view = await openView({ db: t.db, client, catalogue, zone: ZONE }, { spans: [span] });
    const [{ total }] = await view.walk([
      { sink: 'distinct', span, places: null, internal: null, buckets: [], passes: null },
    ]);
    return total;
  });

/** Totals of the platform's facts. */
const FACTS = `select (select json_agg(x order by x) from (select currency, kind, sum(amount) as n from $s.credit_transactions group by 1, 2) x) as money,
  (select json_agg(x order by x) from (select u.internal, sum(amount) as n from $s.credit_transactions t
    join $s.users u on u.id = t.user_id group by 1) x) as sides,
  (select json_build_array(count(*), sum(credit_reward)) from $s.referrals) as referrals,
  (select json_agg(x order by x) from (select kind, count(*) as n from $s.community_shares group by 1) x) as shares,
  (select count(*) from $s.community_likes l join $s.community_shares s on s.id = l.share_id) as likes`;

it('leaves the user nowhere, and every total as it was in every zone', async () => {
  await fill();
  expect(await findText(t.db, EVE.userId)).not.toEqual([]);
  const no = await numberOf(EVE.userId);
  expect(await numbersIn(t.db, 'chronicle_blocks')).toContain(no);
  const [facts, before] = [await rows(FACTS), await told()];
  expect(before.quarters).toEqual(await loggedTotals(t.db, catalogue));
  const receipt = (await erase(EVE.userId))!;
  for (const text of [EVE.userId, EVE.email, EVE.name]) expect(await findText(t.db, text)).toEqual([]);
  for (const table of ['chronicle_blocks', 'chronicle_kept'] as const)
    expect(await numbersIn(t.db, table)).not.toContain(no);
  expect(await rows('select * from $s.erased_numbers')).toEqual([]);
  const kept = await storedRows(t.db, 'chronicle_kept');
  const nobody = await numberOf('(erased)');
  expect(kept.length).toBeGreaterThan(30);
  expect(kept.filter(({ no, at }) => no !== nobody || at % 900_000 !== 0)).toEqual([]);
  expect(await rows(FACTS)).toEqual(facts);
  expect(await told()).toEqual(before);
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
});

it('leaves totals that blocks and counters are built again from', async () => {
  await fill();
  const [facts, before] = [await rows(FACTS), await told()];
  await erase(EVE.userId);
  await rows('delete from $s.chronicle_blocks');
  await build();
  expect(await told()).toEqual(before);
  await rebuild(t.db, { catalogue });
  expect(await rows(FACTS)).toEqual(facts);
  expect(await told()).toEqual(before);
  expect(await rebuild(t.db, { catalogue, timezone: 'Asia/Kathmandu' })).toBeTruthy();
  expect(await drift()).toEqual([]);
});

it('counts the user as nobody at once, also where it is killed before blocks are written anew', async () => {
  await fill();
  await build();
  const no = await numberOf(EVE.userId);
  const [before, people] = [await told(), await peopleIn()];
  // What a sweep writes is refused, as if somebody else held the lock.
  await rows(`create function $s.refuse() returns trigger language plpgsql as
    $f$ begin raise 'not now' using errcode = 'lock_not_available'; end $f$`);
  await rows(`create trigger refuse before update on $s.chronicle_blocks for each row
    when (old.data is distinct from new.data) execute function $s.refuse()`);
  await erase(EVE.userId);
  expect(await numbersIn(t.db, 'chronicle_blocks')).toContain(no);
  expect(await told()).toEqual(before);
  expect(await peopleIn()).toBe(people - 1);
  await rows('drop function $s.refuse() cascade');
  expect(await sweepErased(t.db)).toBeGreaterThan(0);
  expect(await numbersIn(t.db, 'chronicle_blocks')).not.toContain(no);
  expect(await rows('select * from $s.erased_numbers')).toEqual([]);
  expect(await told()).toEqual(before);
  expect(await peopleIn()).toBe(people - 1);
  expect(await sweepErased(t.db)).toBe(0);
});

it('waits for whoever builds blocks that hold the user', async () => {
  await ingest.writeHistory([anActivity({ userId: EVE.userId, createdAt: NOW - DAY })], 'test');
  await whileLocked(t.db, () => erase(EVE.userId));
  expect(await findText(t.db, EVE.userId)).toEqual([]);
});

it('leaves what retention has kept to nobody', async () => {
  await fill();
  await retain();
  await build();
  const byDay = () => toldByDay(ZONE);
  for (const id of [EVE.userId, 'admin']) {
    const no = await numberOf(id);
    expect(await numbersIn(t.db, 'chronicle_kept')).toContain(no);
    const [before, people] = [await byDay(), await peopleIn()];
    await erase(id);
    expect(await byDay()).toEqual(before);
    // Internal accounts were none of them.
    expect(await peopleIn()).toBe(people - (id === EVE.userId ? 1 : 0));
    expect(await numbersIn(t.db, 'chronicle_kept')).not.toContain(no);
    expect(await rows('select * from $s.erased_numbers')).toEqual([]);
  }
  // It is told by what is kept alone.
  expect(await rows(`select user_id from $s.user_usage_stats where user_id like '(%'`)).toEqual([]);
});

it('keeps a number in mind that stands in what is damaged', async () => {
  await fill();
  await retain();
  await build();
  const damage = (table: string) =>
    rows(
      `update $s.${table} set data = set_byte(data, length(data) - 1, get_byte(data, length(data) - 1) # 255)`,
    );
  const no = await numberOf(EVE.userId);
  const [sound] = await rows('select data from $s.chronicle_kept where by_day');
  await damage('chronicle_kept');
  await erase(EVE.userId);
  expect(await rows('select no from $s.erased_numbers')).toEqual([{ no }]);
  await t.db.pool.query(`update ${t.db.s}.chronicle_kept set data = $1 where by_day`, [sound.data]);
  await damage('chronicle_blocks');
  await sweepErased(t.db);
  expect(await rows('select no from $s.erased_numbers')).toEqual([]);
  expect(await numbersIn(t.db, 'chronicle_kept')).not.toContain(no);
  // Blocks are made of the log again.
  expect(await rows('select id from $s.chronicle_blocks')).toEqual([]);
});

it('registers kinds that a new catalogue tells apart', async () => {
  const moody = defineCatalogue({
    ...catalogue,
    breakdowns: {
      ...catalogue.breakdowns,
      mood: { label: 'Mood', actions: ['session_created'], values: {} },
    },
  });
  await ingest.writeHistory(
    ['calm', 'keen', 'keen'].map((mood) =>
      anActivity({ userId: EVE.userId, createdAt: NOW - DAY, details: { mood } }),
    ),
    'test',
  );
  await eraseUser(t.db, EVE.userId, { catalogue: moody, tombstones, now: NOW });
  expect((await toldTotals(t.db, moody, quarters)).map(([, ...told]) => told)).toEqual([
    ['session_created mood=calm', 1, 0],
    ['session_created mood=keen', 2, 0],
  ]);
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
  await fill(60);
  const before = await told();
  const receipt = await erase(EVE.userId);
  const kept = await rows('select * from $s.chronicle_kept');
  expect(await erase(EVE.userId)).toEqual(receipt);
  expect(await rows('select * from $s.chronicle_kept')).toEqual(kept);
  expect(await told()).toEqual(before);
  expect(await erase('nobody')).toBeNull();
  expect(await rows('select count(*) as n from $s.erased_users')).toEqual([{ n: 1 }]);
});

it('takes nothing of an erased user any more, and counts what came', async () => {
  await fill(60);
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
  await client.query('begin');
  expect((await ingest.track(late, { tx: client })).outcome).toEqual({ outcome: 'erased' });
  await client.query('commit');
  client.release();
  ingest.signals.apiCall(EVE.userId);
  ingest.signals.apiCall('bob');
  await ingest.flush();
  expect(await identifyUsers(t.db, [EVE], tombstones)).toEqual([{ outcome: 'erased' }]);
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

it('holds while activity, facts and identities keep coming, and blocks are built', async () => {
  await fill(60);
  let stop = false;
  const outcomes = new Set<string>();
  const other = createIngest(t.db, { catalogue, now: () => NOW, tombstones });
  const writer = async (through: Ingest) => {
    while (!stop) {
      const sent = Array.from({ length: 20 }, (_, i) =>
        through.track(anActivity({ userId: i % 2 ? EVE.userId : 'bob', createdAt: NOW - i * 60_000 })),
      );
      for (const { outcome } of await Promise.all(sent)) outcomes.add(outcome.outcome);
      through.signals.apiCall(EVE.userId);
      await through.signals.flush();
      await identifyUsers(t.db, [EVE], tombstones);
    }
  };
  const builder = async () => {
    while (!stop) await build();
  };
  const running = [writer(ingest), writer(other), builder()];
  await vi.waitFor(() => expect(outcomes).toContain('committed'), 60_000);
  await erase(EVE.userId);
  await vi.waitFor(() => expect(outcomes).toContain('erased'), 60_000);
  stop = true;
  await Promise.all(running);
  await other.close();
  await ingest.flush();
  expect(outcomes).toEqual(new Set(['committed', 'erased']));
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  expect(await drift()).toEqual([]);
});

it('removes what a transaction wrote that was open meanwhile', async () => {
  await fill(60);
  const client = await t.db.pool.connect();
  await client.query('begin');
  const { outcome } = await ingest.track(anActivity({ userId: EVE.userId, createdAt: NOW }), { tx: client });
  expect(outcome.outcome).toBe('pending');
  const before = await told();
  await erase(EVE.userId);
  await client.query('commit');
  client.release();
  expect(await told()).toEqual(before);
  // Folded, or removed by an erasure.
  await ingest.foldPending();
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  expect(await told()).toEqual(before);
  expect(await drift()).toEqual([]);
});

it('removes a dead letter of a transaction that was open meanwhile when it is asked once more', async () => {
  await fill(60);
  const client = await t.db.pool.connect();
  await client.query('begin');
  const wrong = anActivity({ userId: EVE.userId, createdAt: NOW, action: 'nonsense' });
  expect((await ingest.track(wrong, { tx: client })).outcome.outcome).toBe('dead_letter');
  await erase(EVE.userId);
  await client.query('commit');
  client.release();
  expect(await findText(t.db, EVE.userId)).not.toEqual([]);
  await erase(EVE.userId);
  expect(await findText(t.db, EVE.userId)).toEqual([]);
  // What comes from now on is known to be hers.
  expect((await ingest.track(wrong)).outcome).toEqual({ outcome: 'erased' });
});

it('keeps internal accounts apart after their erasure', async () => {
  await fill();
  const [facts, before] = [await rows(FACTS), await told()];
  expect(before.quarters.some(([, , , internal]) => internal > 0)).toBe(true);
  await erase('admin');
  expect(await rows(FACTS)).toEqual(facts);
  expect(await told()).toEqual(before);
  expect(await drift()).toEqual([]);
});
