import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import type { ActivityInput } from '../contract/index.ts';
import { reconcile } from '../jobs/reconcile.ts';
import { createIngest, type Ingest } from './index.ts';
import { discardLetters, replayLetters } from './letters.ts';
import { listLetters } from './list-letters.ts';

const NOW = Date.parse('2026-03-15T12:00:00.000Z');
const DAY = 86_400_000;

let t: TestDatabase;
let clock = NOW;
/** A process whose catalogue does not know captions yet. */
let old: Ingest;
const { smart_caption_generated: _, ...without } = defaultCatalogue.actions;
beforeAll(async () => {
  t = await testDatabase({ now: () => clock });
  old = createIngest(t.db, { catalogue: { ...defaultCatalogue, actions: without }, now: () => clock });
});
beforeEach(async () => {
  clock = NOW;
  await t.db.pool.query('truncate analytics.dead_letters');
});
afterAll(async () => {
  await old.close();
  await t.drop();
});

const letters = async () => (await listLetters(t.db, { limit: 500 })).letters;
const track = async (ingest: Ingest, input: ActivityInput) => (await ingest.track(input)).outcome;
const counted = async (userId: string) => {
  const { rows } = await t.db.pool.query(
    'select smart_captions_generated as n from analytics.user_usage_stats where user_id = $1',
    [userId],
  );
  return rows[0]?.n ?? 0;
};
const caption = (fields: Partial<ActivityInput> = {}) =>
  anActivity({ action: 'smart_caption_generated', details: { theme: 'Beta' }, createdAt: NOW, ...fields });

it('counts what the catalogue has learnt since, once, and lets the letters go', async () => {
  const sent = Array.from({ length: 700 }, (_, i) => caption({ userId: `learnt-${i % 7}` }));
  for (const each of sent) expect((await track(old, each)).outcome).toBe('dead_letter');
  // The caller retries some of them after the program was renewed.
  for (const each of sent.slice(0, 50)) expect((await track(t.ingest, each)).outcome).toBe('committed');
  const progress: number[] = [];
  const done = await replayLetters(
    t.db,
    t.ingest,
    { reason: 'unknown_action' },
    { onProgress: (n) => progress.push(n) },
  );
  expect(done).toMatchObject({ replayed: 700, removed: 700 });
  expect(done.outcomes).toMatchObject({ committed: 650, duplicate: 50, dead_letter: 0, refused: 0 });
  expect(progress).toEqual([500, 700]);
  expect(await letters()).toEqual([]);
  expect(await counted('learnt-3')).toBe(100);
  for (const each of sent.slice(0, 50)) expect((await track(t.ingest, each)).outcome).toBe('duplicate');
  expect(await reconcile(t.db, { catalogue: defaultCatalogue })).toMatchObject({ total: 0 });
});

it('keeps a letter that is refused again, with the reason of now, and counts the tries', async () => {
  await track(old, caption({ userId: 'late' }));
  const [letter] = await letters();
  const first = await replayLetters(t.db, old, { all: true });
  expect(first).toEqual({
    replayed: 1,
    removed: 0,
    outcomes: { committed: 0, duplicate: 0, spooled: 0, erased: 0, dead_letter: 1, refused: 0 },
    results: [{ id: letter!.id, outcome: 'dead_letter', reason: 'unknown_action', message: letter!.message }],
  });
  clock = NOW + 31 * DAY;
  await replayLetters(t.db, t.ingest, { ids: [letter!.id] });
  expect(await letters()).toMatchObject([
    { id: letter!.id, reason: 'too_old', times: 3, firstAt: letter!.firstAt },
  ]);
  expect(await counted('late')).toBe(0);
});

it('takes an activity from the future once its time has come', async () => {
  await track(t.ingest, caption({ userId: 'early', createdAt: NOW + 3_600_000 }));
  expect(await letters()).toMatchObject([{ reason: 'clock_skew' }]);
  expect(await replayLetters(t.db, t.ingest, { all: true })).toMatchObject({ replayed: 1, removed: 0 });
  clock = NOW + 3_600_000;
  expect(await replayLetters(t.db, t.ingest, { all: true })).toMatchObject({ replayed: 1, removed: 1 });
  expect(await counted('early')).toBe(1);
});

it('counts one without an id once, however often it is replayed and whoever dies in between', async () => {
  const { eventId: _id, createdAt: _at, ...bare } = caption({ userId: 'bare' });
  // Such a letter takes the time that the database gave it.
  clock = Date.now();
  await track(old, bare);
  const [letter] = await letters();
  await replayLetters(t.db, t.ingest, { all: true });
  expect(await counted('bare')).toBe(1);
  // Killed between the commit and the letter's end: the letter is still there.
  await t.db.pool.query(
    `insert into analytics.dead_letters (id, reason, message, source, user_id, action, payload, first_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      letter!.id,
      letter!.reason,
      letter!.message,
      letter!.source,
      'bare',
      letter!.action,
      letter!.payload,
      letter!.firstAt,
    ],
  );
  const again = await replayLetters(t.db, t.ingest, { all: true });
  expect(again.outcomes).toMatchObject({ duplicate: 1, committed: 0 });
  expect(await counted('bare')).toBe(1);
  expect(await letters()).toEqual([]);
});

it('makes no second letter where the log has another activity of the same id', async () => {
  const taken = caption({ userId: 'twice', details: { theme: 'Beta' } });
  await track(old, taken);
  const [letter] = await letters();
  await track(t.ingest, { ...taken, details: { theme: 'CBT' } });
  await replayLetters(t.db, t.ingest, { all: true });
  expect(await letters()).toMatchObject([{ id: letter!.id, reason: 'id_conflict', times: 2 }]);
  await replayLetters(t.db, t.ingest, { all: true });
  expect(await letters()).toMatchObject([{ id: letter!.id, reason: 'id_conflict', times: 3 }]);
  // One that the write path made itself is the same letter again.
  await discardLetters(t.db, { all: true });
  await track(t.ingest, taken);
  const [own] = await letters();
  await replayLetters(t.db, t.ingest, { all: true });
  expect(await letters()).toMatchObject([{ id: own!.id, reason: 'id_conflict', times: 2 }]);
  expect(await counted('twice')).toBe(1);
});

it('makes no second letter where it is set aside again after nobody waits any more', async () => {
  const hasty = createIngest(t.db, {
    catalogue: defaultCatalogue,
    now: () => clock,
    queue: { timeout: 200 },
  });
  const taken = caption({ userId: 'late-answer' });
  await track(old, taken);
  const [letter] = await letters();
  await track(t.ingest, { ...taken, details: { theme: 'CBT' } });
  const other = await t.db.pool.connect();
  await other.query('begin');
  // It may be read, but not written.
  await other.query('lock table analytics.dead_letters in share mode');
  const { outcomes } = await replayLetters(t.db, hasty, { all: true });
  expect(outcomes).toMatchObject({ refused: 1, dead_letter: 0 });
  await other.query('rollback');
  other.release();
  await hasty.close();
  expect(await letters()).toMatchObject([{ id: letter!.id, reason: 'id_conflict', times: 2 }]);
});

it('keeps what can not be read, and says so', async () => {
  await track(t.ingest, null as unknown as ActivityInput);
  await track(t.ingest, anActivity({ details: { long: 'x'.repeat(200_000) } }));
  const done = await replayLetters(t.db, t.ingest, { all: true });
  expect(done).toMatchObject({ replayed: 2, removed: 0 });
  expect(done.results.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^what is left of it is no JSON object/),
    expect.stringMatching(/^what is left of it is no JSON object/),
  ]);
  expect((await letters()).map(({ times }) => times)).toEqual([2, 2]);
});

it('keeps of address and browser what the policy allows, and no less after a replay', async () => {
  const userAgent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
  const input = caption({ userId: 'private', ipAddress: '203.0.113.77', userAgent });
  await track(old, input);
  const [letter] = await letters();
  expect(JSON.parse(letter!.payload)).toMatchObject({
    ipAddress: '203.0.113.0',
    userAgent: 'Chrome 141 on Windows',
  });
  await replayLetters(t.db, t.ingest, { all: true });
  const { rows } = await t.db.pool.query(
    `select ip_address, user_agent from analytics.user_activity_logs where user_id = 'private'`,
  );
  expect(rows).toEqual([{ ip_address: '203.0.113.0', user_agent: 'Chrome 141 on Windows' }]);
});

it('pages stably, filters, and discards what is selected', async () => {
  for (let i = 0; i < 12; i++)
    await track(t.ingest, anActivity({ userId: `p${i % 3}`, action: 'nope', details: { i } }));
  for (let i = 0; i < 5; i++) await track(t.ingest, anActivity({ createdAt: NOW - 40 * DAY }));
  const all = (await letters()).map(({ id }) => id);
  const paged: string[] = [];
  for (let after: { firstAt: number; id: string } | undefined; ; ) {
    const page = await listLetters(t.db, { limit: 5, after });
    paged.push(...page.letters.map(({ id }) => id));
    const last = page.letters.at(-1)!;
    after = { firstAt: Date.parse(last.firstAt), id: last.id };
    // Retries move nothing.
    await replayLetters(t.db, t.ingest, { reason: 'unknown_action' });
    if (!page.more) break;
  }
  expect(paged).toEqual(all);
  const some = await listLetters(t.db, { limit: 50, userId: 'p1', reason: 'unknown_action' });
  expect(some.letters.length).toBe(4);
  expect(some.counts).toEqual({ total: 17, byReason: { too_old: 5, unknown_action: 12 } });
  expect(await discardLetters(t.db, { ids: all.slice(0, 2) })).toBe(2);
  expect(await discardLetters(t.db, { reason: 'too_old' })).toBeLessThanOrEqual(5);
  expect((await listLetters(t.db, { limit: 50 })).counts.byReason.too_old).toBeUndefined();
  await discardLetters(t.db, { all: true });
  expect(await letters()).toEqual([]);
});
