import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { readMeta } from '../db/meta.ts';
import { identifyUsers } from './identify.ts';

const zone = 'America/New_York';
const DAY = 86_400_000;
let t: TestDatabase;

beforeAll(async () => {
  t = await testDatabase({ timezone: zone });
});
afterAll(() => t.drop());

const identify = (...inputs: object[]) => identifyUsers(t.db, inputs, defaultCatalogue);

async function userOf(id: string) {
  const { rows } = await t.db.pool.query(
    `select email, name, avatar_url, role, internal, identified, created_at from ${t.db.s}.users where id = $1`,
    [id],
  );
  return rows[0];
}

/** Every rollup, writers added up, against the same counted from the log. */
async function drift() {
  const { rows } = await t.db.pool.query(
    `with log as (
       select l.*, u.internal from ${t.db.s}.user_activity_logs l join ${t.db.s}.users u on u.id = l.user_id
     ), pieces as (
       select action, '' as breakdown, '' as value, created_at, internal from log
       union all
       select action, 'theme', details ->> 'theme', created_at, internal from log
       where action = 'smart_caption_generated' and details ? 'theme'
     ), counted as (
       select g.grain, case when g.grain = 1440
           then date_trunc('day', created_at at time zone $1) at time zone $1
           else date_bin(g.grain * interval '1 minute', created_at, '2000-01-01Z') end as bucket,
         action, breakdown, value, internal, count(*) as n
       from pieces, (values (15), (60), (1440)) g(grain) group by 1, 2, 3, 4, 5, 6
     ), kept as (
       select grain, bucket, action, breakdown, value, internal, sum(n) as n
       from ${t.db.s}.activity_rollups group by 1, 2, 3, 4, 5, 6
     )
     (select 'missing' as what, * from (table counted except table kept) x)
     union all (select 'extra', * from (table kept except table counted) x)`,
    [zone],
  );
  return rows;
}

const internalSum = async () => {
  const { rows } = await t.db.pool.query(
    `select internal, sum(n)::int as n from ${t.db.s}.activity_rollups where grain = 15 and breakdown = '' group by 1 order by 1`,
  );
  return rows;
};

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
      { outcome: 'refused', fields: { name: 'holds U+0000, which PostgreSQL can not store' } },
      { outcome: 'refused', fields: { nickname: expect.stringContaining('is unknown: takes userId') } },
    ]);
    expect(await userOf('twice')).toMatchObject({ name: 'Second', email: 't@example.com' });
    expect(await userOf('nul')).toBeUndefined();
  });

  it('moves the tallies of a user who becomes internal, and back', async () => {
    const now = Date.now();
    const themes = ['JOI', 'Beta', 'something new'];
    const activities = ['staff', 'person'].flatMap((userId) =>
      Array.from({ length: 60 }, (_, i) =>
        anActivity({
          userId,
          createdAt: now - i * 7 * 3_600_000,
          ...(i % 3 === 0 ? {} : { action: 'smart_caption_generated', details: { theme: themes[i % 3] } }),
        }),
      ),
    );
    await t.ingest.writeHistory(activities, 'test');
    expect(await drift()).toEqual([]);
    const epoch = Number(await readMeta(t.db, 'cache_epoch'));
    await t.db.pool.query(
      `insert into ${t.db.s}.segment_days select distinct day, 1 from ${t.db.s}.user_daily_stats`,
    );

    await identify({ userId: 'staff', internal: true, name: 'Staff' }, { userId: 'person', internal: false });
    expect(await internalSum()).toEqual([
      { internal: false, n: 60 },
      { internal: true, n: 60 },
    ]);
    expect(await drift()).toEqual([]);
    expect((await t.db.pool.query(`select 1 from ${t.db.s}.segment_days`)).rows).toEqual([]);
    expect(Number(await readMeta(t.db, 'cache_epoch'))).toBe(epoch + 1);

    await t.ingest.writeHistory([anActivity({ userId: 'staff', createdAt: now - 3 * DAY })], 'test');
    expect(await internalSum()).toMatchObject([{ n: 60 }, { internal: true, n: 61 }]);
    expect(await drift()).toEqual([]);

    await identify({ userId: 'staff', internal: false });
    expect(await internalSum()).toEqual([{ internal: false, n: 121 }]);
    expect(await drift()).toEqual([]);
  });

  it('is exact while activity flows in', async () => {
    let writing = true;
    const writers = [0, 1].map(async (lane) => {
      while (writing)
        await t.ingest.writeHistory(
          Array.from({ length: 20 }, (_, i) => anActivity({ userId: `busy-${i % 4}` })),
          'test',
          lane,
        );
    });
    for (let i = 0; i < 12; i++)
      expect(await identify({ userId: `busy-${i % 5}`, internal: i % 2 === 0 })).toEqual([
        { outcome: 'recorded' },
      ]);
    writing = false;
    await Promise.all(writers);
    expect(await drift()).toEqual([]);
  });

  it('leaves out what still waits in a host transaction, which then counts as internal', async () => {
    const client = await t.db.pool.connect();
    try {
      await client.query('begin');
      await t.ingest.track(anActivity({ userId: 'host-user' }), { tx: client });
      await client.query('commit');
    } finally {
      client.release();
    }
    await identify({ userId: 'host-user', internal: true });
    await t.ingest.foldPending();
    expect(await drift()).toEqual([]);
  });
});
