import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anActivity, random, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../catalogue/index.ts';
import { connect, transaction } from '../db/connect.ts';
import { createIngest } from '../ingest/index.ts';
import { buildBlocks } from './build.ts';
import { lockChronicle, quartersOf } from './lock.ts';

const HOUR = 3_600_000;
const TODAY = Date.UTC(2026, 2, 15);
const LAST = 12;
const NOW = TODAY + LAST * HOUR + 1_800_000;

let t: TestDatabase;
beforeEach(async () => {
  t = await testDatabase({ now: () => NOW });
  await t.ingest.writeHistory(
    Array.from({ length: LAST }, (_, i) => anActivity({ createdAt: TODAY + i * HOUR + 5 })),
    'test',
  );
  // As the day goes by, so that each hour has its block.
  for (let hour = 1; hour <= LAST; hour++)
    await buildBlocks(t.db, catalogue, { now: TODAY + hour * HOUR + 600_000, force: true });
});
afterEach(() => t.drop());

const blocks = async () => {
  const { rows } = await t.db.pool.query<{ id: number; start: Date; end: Date }>(
    `select id, start_at as start, end_at as end from ${t.db.s}.chronicle_blocks order by start_at`,
  );
  return rows.map(({ id, start, end }) => ({ id, start: start.getTime(), end: end.getTime() }));
};
const ofToday = async () => (await blocks()).filter(({ start }) => start >= TODAY);
/** All that there were, as they were: only their being there matters. */
async function save() {
  await t.db.pool.query(`create table public.saved as select * from ${t.db.s}.chronicle_blocks`);
  return () =>
    t.db.pool.query(
      `insert into ${t.db.s}.chronicle_blocks overriding system value
       select * from public.saved on conflict do nothing`,
    );
}

describe('a late row', () => {
  it('takes away the block that it falls into, and no other', async () => {
    const putBack = await save();
    const all = await blocks();
    expect(await ofToday()).toHaveLength(LAST);
    const [third] = all.filter(({ start }) => start === TODAY + 3 * HOUR);
    const longAgo = Date.UTC(2009, 6, 1);
    for (const at of [third!.start - 1, third!.start, third!.end - 1, third!.end, longAgo, NOW - 1]) {
      await t.ingest.writeHistory([anActivity({ createdAt: at })], 'test');
      const expected = all.filter(({ start, end }) => at < start || at >= end);
      expect(await blocks()).toEqual(expected);
      expect(all.length - expected.length).toBe(at === NOW - 1 ? 0 : 1);
      await putBack();
    }
    const several = [9, 2, 5].map((hour) => anActivity({ createdAt: TODAY + hour * HOUR + 77 }));
    await t.ingest.writeHistory(several, 'test');
    expect((await ofToday()).map(({ start }) => (start - TODAY) / HOUR)).toEqual([
      0, 1, 3, 4, 6, 7, 8, 10, 11,
    ]);
  });

  it('does so as a signal, and as a row that a host wrote once it is folded', async () => {
    const hour = TODAY + 4 * HOUR;
    const late = createIngest(t.db, { catalogue, now: () => hour + 60_000 });
    late.signals.apiCall('user-1');
    await late.signals.flush();
    expect((await ofToday()).some(({ start }) => start === hour)).toBe(false);
    const before = await blocks();
    await transaction(t.db, (client) =>
      t.ingest.track(anActivity({ createdAt: TODAY + 7 * HOUR }), { tx: client }),
    );
    expect(await blocks()).toEqual(before);
    await t.ingest.foldPending();
    expect(await blocks()).toEqual(before.filter(({ start }) => start !== TODAY + 7 * HOUR));
    await late.close();
  });
});

describe('the lock', () => {
  it('lets writers that take away the same blocks in any order pass each other, 200 times', async () => {
    const putBack = await save();
    const others = [1, 2].map(() => connect({ url: t.url, poolSize: 3 }));
    const writers = [t.db, ...others].map((db) => createIngest(db, { catalogue, now: () => NOW }));
    const r = random(20_260_315);
    for (let round = 0; round < 200; round++) {
      const outcomes = await Promise.all(
        writers.map((writer, i) => {
          const hours = Array.from({ length: LAST }, (_, hour) => hour);
          // One forwards, one backwards, one in no order; users of their own, so that only blocks are shared.
          if (i === 1) hours.reverse();
          if (i === 2) hours.sort(() => r() - 0.5);
          return writer.writeHistory(
            hours.map((hour) =>
              anActivity({ userId: `writer-${i}`, createdAt: TODAY + hour * HOUR + round }),
            ),
            'test',
          );
        }),
      );
      expect(outcomes.flat().filter(({ outcome }) => outcome !== 'committed')).toEqual([]);
      expect(await ofToday()).toEqual([]);
      await putBack();
    }
    const { rows } = await t.db.pool.query(
      `select deadlocks as n from pg_stat_database where datname = current_database()`,
    );
    expect(rows[0].n).toBe(0);
    await Promise.all(writers.slice(1).map((writer) => writer.close()));
    await Promise.all(others.map((db) => db.close()));
  }, 120_000);

  it('waits for writers under way, holds off later ones, and gives up in time', async () => {
    const shared = await t.db.pool.connect();
    await shared.query('begin');
    await shared.query(`select from ${t.db.s}.chronicle_lock for key share`);
    const tried = transaction(t.db, (client) => lockChronicle(t.db, client, '50ms'));
    await expect(tried).rejects.toMatchObject({ code: '55P03' });
    await shared.query('commit');
    await transaction(t.db, async (client) => {
      await lockChronicle(t.db, client);
      const writing = t.ingest.writeHistory([anActivity({ createdAt: NOW })], 'test');
      await expect
        .poll(async () => {
          const { rows } = await shared.query(
            `select count(*) as n from pg_locks where relation = $1::regclass and not granted`,
            [`${t.db.s}.chronicle_lock`],
          );
          return rows[0].n;
        })
        .toBe(1);
      await client.query('commit; begin');
      expect(await writing).toMatchObject([{ outcome: 'committed' }]);
    });
    shared.release();
  });
});

it('quarters of instants come sorted, each once', () => {
  expect(quartersOf([TODAY + HOUR, TODAY + 5, TODAY, TODAY - 1])).toEqual([
    TODAY - 900_000,
    TODAY,
    TODAY + HOUR,
  ]);
});
