import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { snapshot, transaction } from '../db/connect.ts';
import { dayOf, startOfDay } from '../db/days.ts';
import { ERASED } from '../db/erased.ts';
import { writeMeta } from '../db/meta.ts';
import { buildBlocks } from './build.ts';
import { storeOf } from './store.ts';
import { leave } from './testing/leave.ts';
import { tell } from './testing/tell.ts';
import { Untold } from './untold.ts';
import { openView, type View } from './view.ts';

const NOW = Date.UTC(2026, 2, 15, 12);
const DAY = 86_400_000;

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase({ now: () => NOW });
});
afterAll(() => t.drop());

const view = <T>(spans: readonly { start: number; end: number }[], work: (v: View) => Promise<T>) =>
  snapshot(t.db, async (client) =>
    work(await openView({ db: t.db, client, catalogue, zone: 'UTC' }, { spans })),
  );

it('tells the same of blocks, of the log, and of both', async () => {
  const r = random(7);
  const inputs = Array.from({ length: 3_000 }, (_, i) =>
    anActivity({
      userId: `user-${Math.floor(i ** 2 / 7) % 50}`,
      createdAt: NOW - Math.floor(((i * 7919) % 3_000) * ((70 * DAY) / 3_000)),
      eventId: r.uuid(NOW),
      ...(i % 3 === 0
        ? { action: 'smart_caption_generated', details: { theme: ['joi', 'CBT', 'own'][(i % 7) % 3] } }
        : {}),
    }),
  );
  await t.ingest.writeHistory(inputs, 'test');
  const spans = [{ start: NOW - 80 * DAY, end: NOW + 1 }];
  const buckets = Array.from({ length: 81 }, (_, i) => ({
    start: spans[0]!.start + i * DAY,
    end: spans[0]!.start + (i + 1) * DAY,
  }));
  const ask = () =>
    view(spans, async (v) => {
      const places = null;
      const span = spans[0]!;
      const ones = new Uint8Array(v.kindCount).fill(1);
      const groups = new Int32Array(v.kindCount).fill(-1);
      for (const kind of v.kinds) groups[kind.no] = kind.no - 1;
      const [people, totals, distinct, cells] = await v.walk([
        {
          sink: 'people',
          span,
          places,
          internal: null,
          passes: ones,
          weights: [new Int32Array(v.kindCount).fill(2)],
          last: true,
          days: Float64Array.from([...buckets.map((b) => b.start), buckets.at(-1)!.end]),
        },
        { sink: 'totals', span, places, buckets, groups, size: v.kindCount },
        { sink: 'distinct', span, places, internal: null, buckets, passes: null },
        { sink: 'cells', span, places, buckets, groups, byUser: true },
      ]);
      const sorted = (list: Iterable<number>) => [...list];
      return {
        kinds: v.kinds.map((k) => [k.action, ...k.values]),
        people: people.activities.reduce((a, b) => a + b, 0),
        columns: sorted(people.columns[0]!),
        last: sorted(people.last!),
        days: sorted(people.days!),
        totals: totals.all.reduce((a, b) => a + b, 0),
        byBucket: sorted(totals.all),
        distinct: [distinct.total, ...distinct.counts],
        cells: Array.from({ length: cells.length }, (_, i) =>
          [cells.users[i], cells.groups[i], cells.buckets[i], cells.counts[i]].join(' '),
        ).sort(),
      };
    });
  const fromLog = await ask();
  expect(fromLog.people).toBe(3_000);
  expect(fromLog.totals).toBe(3_000);
  const built = await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  expect(built.activities).toBeGreaterThan(2_900);
  expect(await ask()).toEqual(fromLog);
  expect(await buildBlocks(t.db, catalogue, { now: NOW, force: true })).toEqual({ blocks: 0, activities: 0 });
  // A late one takes its block away.
  const before = await t.db.pool.query(`select count(*) as n from ${t.db.s}.chronicle_blocks`);
  await t.ingest.writeHistory([anActivity({ userId: 'late', createdAt: NOW - 40 * DAY })], 'test');
  const after = await t.db.pool.query(`select count(*) as n from ${t.db.s}.chronicle_blocks`);
  expect(after.rows[0].n).toBe(before.rows[0].n - 1);
  const late = await ask();
  expect(late.people).toBe(3_001);
  await buildBlocks(t.db, catalogue, { now: NOW, force: true });
  expect(await ask()).toEqual(late);
});

describe('a view of some activity', () => {
  let own: TestDatabase;
  const SPAN = { start: NOW - 80 * DAY, end: NOW + 1 };
  const all = (asked: Parameters<typeof tell>[3] = {}, span = SPAN, zone = 'UTC') =>
    tell(own.db, catalogue, span, asked, zone);
  const numbers = async () => {
    const { rows } = await own.db.pool.query<{ id: string; no: number }>(
      `select id, user_no as no from ${own.db.s}.users`,
    );
    return new Map(rows.map(({ id, no }) => [id, no]));
  };

  beforeEach(async () => {
    own = await testDatabase({ now: () => NOW });
    await own.ingest.writeHistory(
      Array.from({ length: 900 }, (_, i) =>
        anActivity({
          userId: `user-${i % 30}`,
          createdAt: NOW - ((i * 7919) % 900) * ((60 * DAY) / 900),
          ...(i % 3 === 0
            ? {
                action: 'smart_caption_generated',
                details: { theme: ['joi', 'own'][i % 2], model: `m${i % 4}` },
              }
            : {}),
        }),
      ),
      'test',
    );
    await buildBlocks(own.db, catalogue, { now: NOW, force: true });
  });
  afterEach(() => own.drop());

  it('tells the same of users whose rows are looked up and of users in blocks', async () => {
    const ids = [...(await numbers())].slice(0, 30);
    const of = (byUser: Readonly<Record<string, number>>, some: typeof ids) =>
      Object.fromEntries(
        Object.entries(byUser).filter(([key]) => some.some(([, no]) => key.startsWith(`${no} ·`))),
      );
    const everybody = await all();
    for (const n of [0, 1, 20, 21, 30]) {
      const some = ids.slice(0, n);
      const { byUser } = await all({ users: some.map(([id]) => id) });
      expect(of(byUser, some)).toEqual(of(everybody.byUser, some));
      // So few are looked up: nothing else was read.
      if (n <= 20) expect(of(byUser, some)).toEqual(byUser);
    }
  });

  it('tells apart and filters by what no breakdown declares, and keeps every value apart where asked', async () => {
    const { totals } = await all({ details: ['model'] });
    const models = (some: typeof totals) =>
      Object.fromEntries(
        [0, 1, 2, 3].map((m) => [
          m,
          Object.entries(some).reduce(
            (sum, [name, [n]]) => sum + (name.includes(`model=["m${m}"]`) ? n : 0),
            0,
          ),
        ]),
      );
    expect(models(totals)).toEqual({ 0: 75, 1: 75, 2: 75, 3: 75 });
    const some = await all({ where: [['model', 'm2']] });
    expect(Object.values(some.totals).reduce((sum, [n]) => sum + n, 0)).toBe(75);
    expect((await all({ apart: true })).totals).toEqual((await all()).totals);
    // What is kept of erased users tells no details, so that none is told to have one.
    await leave(own.db, catalogue, { start: NOW - 30 * DAY, end: NOW - 20 * DAY }, { byDay: false });
    const left = await all({ where: [['model', 'm2']] });
    const { rows } = await own.db.pool.query(
      `select count(*) as n from ${own.db.s}.user_activity_logs where details ->> 'model' = 'm2'`,
    );
    expect(rows[0].n).toBeLessThan(75);
    expect(Object.values(left.totals).reduce((sum, [n]) => sum + n, 0)).toBe(rows[0].n);
  });

  it('gives kinds of its own numbers that nobody else has, also while others register more', async () => {
    const { rows } = await own.db.pool.query(
      `update ${own.db.s}.user_activity_logs set details = '{"theme": "unregistered"}'
       where action = 'smart_caption_generated' returning 1`,
    );
    await own.db.pool.query(`delete from ${own.db.s}.chronicle_blocks`);
    const { kinds } = storeOf(own.db);
    await snapshot(own.db, async (client) => {
      const meanwhile = new Proxy(client, {
        get: (target, name) => {
          if (name !== 'query') return Reflect.get(target, name);
          return (asked: unknown, ...rest: unknown[]) => {
            if (typeof asked === 'object')
              kinds.add({
                no: kinds.highest + 1,
                action: 'session_created',
                feature: 'sessions',
                signal: '',
                values: new Map([['theme', `${kinds.highest}`]]),
              });
            return Reflect.apply(target.query, target, [asked, ...rest]);
          };
        },
      });
      const v = await openView({ db: own.db, client: meanwhile, catalogue, zone: 'UTC' }, { spans: [SPAN] });
      const taken = v.kinds.map(({ no }) => no);
      expect(new Set(taken).size).toBe(taken.length);
      const mine = v.kinds.filter(({ values }) => values.get('theme') === 'unregistered');
      const groups = new Int32Array(v.kindCount).fill(-1);
      for (const { no } of mine) groups[no] = 0;
      const [found] = await v.walk([
        { sink: 'totals', span: SPAN, places: null, buckets: [SPAN], groups, size: 1 },
      ]);
      expect(found.all[0]).toBe(rows.length);
    });
  });

  it('passes over an erased user in blocks at once, and counts what is kept of them for nobody', async () => {
    const before = await all();
    const no = (await numbers()).get('user-3')!;
    await transaction(own.db, async (client) => {
      await client.query(`insert into ${own.db.s}.erased_numbers values ($1, false)`, [no]);
      await client.query(`insert into ${own.db.s}.users (id) values ($1)`, [ERASED]);
    });
    const after = await all();
    expect(after.people).toBe(before.people - 1);
    expect(Object.keys(after.byUser).filter((key) => key.startsWith(`${no} ·`))).toEqual([]);
    await leave(own.db, catalogue, { start: SPAN.start, end: NOW - 20 * DAY });
    expect((await all()).people).toBe(after.people);
  });

  describe.each(['UTC', 'America/New_York', 'Australia/Lord_Howe'])('kept by days of %s', (zone) => {
    const midnight = (daysAgo: number) => startOfDay(dayOf(NOW - daysAgo * DAY, zone), zone);

    it('answers by whole days as before, and refuses what cuts one', async () => {
      await writeMeta(own.db, 'timezone', zone);
      const whole = await all({}, SPAN, zone);
      const cut = midnight(20);
      await leave(own.db, catalogue, { start: 0, end: cut }, { zone });
      expect(await all({}, SPAN, zone)).toEqual(whole);
      const from = { start: midnight(40), end: midnight(10) };
      const some = await all({}, from, zone);
      await buildBlocks(own.db, catalogue, { now: NOW, force: true });
      expect(await all({}, from, zone)).toEqual(some);
      const DAY_CUT = 'is kept by day, without instants';
      for (const bound of [cut - 1, cut - DAY / 2, midnight(30) + 1, midnight(30) + DAY / 2])
        await expect(all({}, { start: bound, end: NOW }, zone)).rejects.toThrow(DAY_CUT);
      const refused = await all({}, { start: cut - 3_600_000, end: NOW }, zone).catch((error) => error);
      expect(refused).toBeInstanceOf(Untold);
      expect(refused).toMatchObject({ until: cut, needs: 'instants' });
      // From there on everything is as it was.
      await all({}, { start: refused.until, end: NOW }, zone);
      await all({}, { start: cut + 5, end: NOW }, zone);
      await expect(all({ details: ['model'] }, SPAN, zone)).rejects.toThrow('without details');
      await all({ details: ['model'] }, { start: cut, end: NOW }, zone);
    });
  });
});
