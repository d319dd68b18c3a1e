import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  daysBetween,
  loggedTotals,
  quartersBetween,
  type Told,
  toldTotals,
  whileLocked,
} from '../../test/support/chronicle.ts';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { readMeta } from '../db/meta.ts';
import { buildBlocks } from '../store/build.ts';
import { leave } from '../store/testing/leave.ts';
import { changeFlags, identifyUsers } from './identify.ts';

const zone = 'America/New_York';
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 20, 12);
let t: TestDatabase;

beforeAll(async () => {
  t = await testDatabase({ timezone: zone, now: () => NOW });
});
afterAll(() => t.drop());

const identify = (...inputs: object[]) => identifyUsers(t.db, inputs);

async function userOf(id: string) {
  const { rows } = await t.db.pool.query(
    `select email, name, avatar_url, role, internal, identified, created_at from ${t.db.s}.users where id = $1`,
    [id],
  );
  return rows[0];
}

/** What reports are told, and the same counted from the log by plain SQL. */
async function both() {
  const told = await toldTotals(t.db, catalogue, quartersBetween(NOW - 30 * DAY, NOW + DAY));
  return { told, logged: await loggedTotals(t.db, catalogue) };
}

const internalIn = (told: Told) => told.reduce((sum, [, , , internal]) => sum + internal, 0);
const build = () => buildBlocks(t.db, catalogue, { now: NOW, force: true });
const countBlocks = async () =>
  (await t.db.pool.query(`select count(*) as n from ${t.db.s}.chronicle_blocks`)).rows[0].n;

describe('identify', () => {
  it('keeps what is left out and clears what is null', async () => {
    const createdAt = '2026-01-02T03:04:05.000Z';
    expect(
      await identify({ userId: 'keep', email: 'k@example.com', name: 'Kay', role: 'member', createdAt }),
    ).toEqual([{ outcome: 'recorded' }]);
    await identify({ userId: 'keep', name: null, avatarUrl: 'https://example.com/k.png' });
    expect(await userOf('keep')).toEqual({
      email: 'k@example.com',
      name: null,
      avatar_url: 'https://example.com/k.png',
      role: 'member',
      internal: false,
      identified: true,
      created_at: new Date(createdAt),
    });
  });

  it('answers for each, and takes the later of two for one user', async () => {
    expect(
      await identify(
        { userId: 'twice', name: 'First', email: 't@example.com' },
        { userId: 'twice', name: 'Second' },
        { userId: '' },
        { userId: 'nul', name: 'a\u0000b' },
        { userId: 'odd', nickname: 'x' },
      ),
    ).toMatchObject([
      { outcome: 'recorded' },
      { outcome: 'recorded' },
      { outcome: 'refused', reason: 'invalid', fields: { userId: expect.any(String) } },
      { outcome: 'refused', fields: { name: "holds U+0000, which PostgreSQL can't store" } },
      { outcome: 'refused', fields: { nickname: expect.stringContaining('is unknown: takes userId') } },
    ]);
    expect(await userOf('twice')).toMatchObject({ name: 'Second', email: 't@example.com' });
    expect(await userOf('nul')).toBeUndefined();
  });

  it('counts a user who becomes internal as such, in blocks and in what no block holds, and back', async () => {
    const themes = ['JOI', 'Beta', 'something new'];
    const activities = ['staff', 'person'].flatMap((userId) =>
      Array.from({ length: 60 }, (_, i) =>
        anActivity({
          userId,
          createdAt: NOW - i * 7 * 3_600_000,
          ...(i % 3 === 0 ? {} : { action: 'smart_caption_generated', details: { theme: themes[i % 3] } }),
        }),
      ),
    );
    await t.ingest.writeHistory(activities, 'test');
    t.ingest.signals.apiCall('staff');
    t.ingest.signals.apiCall('person');
    await t.ingest.flush();
    await build();
    await t.ingest.writeHistory([anActivity({ userId: 'staff', createdAt: NOW - 3 * DAY })], 'test');
    const blocks = await countBlocks();
    expect(blocks).toBeGreaterThan(0);
    const before = await both();
    expect(before.told).toEqual(before.logged);
    expect(internalIn(before.told)).toBe(0);
    const epoch = Number(await readMeta(t.db, 'cache_epoch'));

    await identify({ userId: 'staff', internal: true, name: 'Staff' }, { userId: 'person', internal: false });
    const marked = await both();
    expect(internalIn(marked.told)).toBe(62);
    expect(marked.told).toEqual(marked.logged);
    expect(marked.told.map(([at, kind, all]) => [at, kind, all])).toEqual(
      before.told.map(([at, kind, all]) => [at, kind, all]),
    );
    // The blocks said so; none was built for it.
    expect(await countBlocks()).toBe(blocks);
    expect(Number(await readMeta(t.db, 'cache_epoch'))).toBe(epoch + 1);

    await build();
    await t.ingest.writeHistory([anActivity({ userId: 'staff', createdAt: NOW - 5 * DAY })], 'test');
    const more = await both();
    expect(internalIn(more.told)).toBe(63);
    expect(more.told).toEqual(more.logged);

    await identify({ userId: 'staff', internal: false });
    const back = await both();
    expect(internalIn(back.told)).toBe(0);
    expect(back.told).toEqual(back.logged);
  });

  it('counts what is kept of a user likewise', async () => {
    const at = NOW - 40 * DAY;
    await t.ingest.writeHistory(
      ['old-staff', 'old-staff', 'old-person'].map((userId, i) => anActivity({ userId, createdAt: at + i })),
      'test',
    );
    const days = daysBetween(at - 2 * DAY, at + 2 * DAY, zone);
    const told = () => toldTotals(t.db, catalogue, days, zone);
    const before = await told();
    expect(before).toMatchObject([[expect.any(String), 'session_created', 3, 0]]);
    await leave(t.db, catalogue, { start: at - DAY, end: at + DAY }, { zone });
    expect(await told()).toEqual(before);
    await identify({ userId: 'old-staff', internal: true });
    expect(await told()).toMatchObject([[expect.any(String), 'session_created', 3, 2]]);
    await identify({ userId: 'old-staff', internal: false });
    expect(await told()).toEqual(before);
  });

  it('waits for whoever builds blocks under the flags as they were', async () => {
    await t.ingest.writeHistory([anActivity({ userId: 'waiting', createdAt: NOW - DAY })], 'test');
    await whileLocked(t.db, () => changeFlags(t.db, [{ userId: 'waiting', internal: true }]));
    expect(await userOf('waiting')).toMatchObject({ internal: true });
  });

  it('is exact while activity flows in and blocks are built', async () => {
    let writing = true;
    const writers = [0, 1].map(async () => {
      while (writing)
        await t.ingest.writeHistory(
          Array.from({ length: 20 }, (_, i) =>
            anActivity({ userId: `busy-${i % 4}`, createdAt: NOW - DAY - (i % 7) * 3_600_000 }),
          ),
          'test',
        );
    });
    const builder = (async () => {
      while (writing) await build();
    })();
    for (let i = 0; i < 12; i++)
      expect(await identify({ userId: `busy-${i % 5}`, internal: i % 2 === 0 })).toEqual([
        { outcome: 'recorded' },
      ]);
    writing = false;
    await Promise.all([...writers, builder]);
    const beside = await both();
    expect(beside.told).toEqual(beside.logged);
    await build();
    const { told, logged } = await both();
    expect(told).toEqual(logged);
    expect(internalIn(told)).toBeGreaterThan(0);
  });

  it('leaves out what still waits in a host transaction, which then counts as internal', async () => {
    const client = await t.db.pool.connect();
    try {
      await client.query('begin');
      await t.ingest.track(anActivity({ userId: 'host-user', createdAt: NOW - 1 }), { tx: client });
      await client.query('commit');
    } finally {
      client.release();
    }
    const { told: before } = await both();
    await identify({ userId: 'host-user', internal: true });
    expect((await both()).told).toEqual(before);
    await t.ingest.foldPending();
    const { told, logged } = await both();
    expect(told).toEqual(logged);
    expect(internalIn(told)).toBe(internalIn(before) + 1);
  });
});
