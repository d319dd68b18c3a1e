import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { withMapping } from '../db/mapping.ts';
import type { FactName } from './fact-rows.ts';
import { recordFacts } from './facts.ts';
import { identifyUsers } from './identify.ts';
import { createUserSync } from './sync-users.ts';
import { createTombstones } from './tombstones.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

const at = '2026-03-01T10:00:00.000Z';
const later = '2026-03-02T12:00:00.000Z';
const recorded = { outcome: 'recorded' };
const TABLES = ['credit_transactions', 'referrals', 'community_shares', 'community_likes', 'users'];
const table = async (name: string) =>
  (await t.db.pool.query(`select * from ${t.db.s}.${name} order by id`)).rows;
const users = async () => (await table('users')).map((row) => [row.id, row.identified, row.joined_at]);

beforeEach(() => t.db.pool.query(`truncate ${TABLES.map((name) => `${t.db.s}.${name}`).join(', ')} cascade`));

const credit = { id: 'c1', userId: 'u', kind: 'purchase', amount: 1999, currency: 'EUR', createdAt: at };
const like = { id: 'l1', userId: 'u', shareId: 's1', createdAt: at };

describe('facts', () => {
  it.each([
    [
      'creditTransactions',
      'credit_transactions',
      { ...credit, credits: 20 },
      { amount: -1999 },
      {
        id: 'c1',
        user_id: 'u',
        kind: 'purchase',
        amount: 1999,
        currency: 'EUR',
        credits: 20,
        created_at: new Date(at),
      },
      ['u'],
    ],
    [
      'referrals',
      'referrals',
      { id: 'r1', referrerId: 'u', refereeId: 'v', code: 'JOIN', createdAt: at },
      { creditReward: 5 },
      {
        id: 'r1',
        referrer_id: 'u',
        referee_id: 'v',
        code: 'JOIN',
        credit_reward: 0,
        created_at: new Date(at),
      },
      ['u', 'v'],
    ],
    [
      'communityShares',
      'community_shares',
      { id: 's1', ownerId: 'u', kind: 'media', sharedAt: at },
      { kind: 'session' },
      { id: 's1', owner_id: 'u', kind: 'media', shared_at: new Date(at), removed_at: null },
      ['u'],
    ],
    [
      'communityLikes',
      'community_likes',
      like,
      { userId: 'w' },
      { id: 'l1', user_id: 'u', share_id: 's1', created_at: new Date(at), removed_at: null },
      ['u'],
    ],
  ] as const)(
    '%s are kept once by id, and never changed by another',
    async (name, tableName, fact, change, row, named) => {
      const [field] = Object.keys(change) as [string];
      const conflict = {
        outcome: 'refused',
        reason: 'conflict',
        message: expect.stringContaining(`has the id "${fact.id}": it differs in ${field};`),
        fields: { [field]: 'differs from what is recorded under this id' },
      };
      const record = (...facts: object[]) => recordFacts(t.db, name as FactName, facts);
      expect(await record(fact, fact)).toEqual([recorded, recorded]);
      expect(await record(fact, { ...fact, ...change }, fact)).toEqual([recorded, conflict, recorded]);
      expect(await record({ ...fact, id: 'second' }, { ...fact, ...change, id: 'second' })).toEqual([
        recorded,
        { ...conflict, message: expect.stringContaining('"second"') },
      ]);
      expect(await table(tableName)).toEqual([row, { ...row, id: 'second' }]);
      expect(await users()).toEqual(expect.arrayContaining(named.map((id) => [id, false, null])));
    },
  );

  it('may be removed and put back; who does not tell leaves it as it is', async () => {
    const removed = async () =>
      (await table('community_likes')).map((row) => row.removed_at?.toISOString() ?? null);
    expect(await recordFacts(t.db, 'communityLikes', [like, { ...like, removedAt: later }])).toEqual([
      recorded,
      recorded,
    ]);
    expect(await removed()).toEqual([later]);
    expect(await recordFacts(t.db, 'communityLikes', [like])).toEqual([recorded]);
    expect(await removed()).toEqual([later]);
    expect(await recordFacts(t.db, 'communityLikes', [{ ...like, removedAt: null }])).toEqual([recorded]);
    expect(await removed()).toEqual([null]);
    expect(
      await recordFacts(t.db, 'communityLikes', [{ ...like, removedAt: '2026-03-02T14:00:00+02:00' }]),
    ).toEqual([recorded]);
    expect(await removed()).toEqual([later]);
  });

  it('are the same however their instants are written', async () => {
    await recordFacts(t.db, 'creditTransactions', [credit]);
    expect(
      await recordFacts(t.db, 'creditTransactions', [
        { ...credit, createdAt: '2026-03-01T12:00:00.0004+02:00' },
      ]),
    ).toEqual([recorded]);
  });

  it('come once where writers race', async () => {
    const lists = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 40 }, (_, k) => ({
        ...like,
        id: `l${(k * 7 + i * 3) % 40}`,
        userId: `u${((k * 7 + i * 3) % 40) % 5}`,
      })),
    );
    const outcomes = await Promise.all(lists.map((list) => recordFacts(t.db, 'communityLikes', list)));
    expect(outcomes.flat()).toEqual(Array.from({ length: 320 }, () => recorded));
    expect(await table('community_likes')).toHaveLength(40);
    expect(await table('users')).toHaveLength(5);
  });

  it('are refused one by one, each by its fields', async () => {
    const good = { ...credit, id: 'c2' };
    const bad = {
      ...good,
      get amount(): number {
        throw new Error('no');
      },
    };
    expect(
      await recordFacts(t.db, 'creditTransactions', [
        good,
        { ...good, id: 'c3', currency: 'dollar' },
        { ...good, id: 'c4', amount: 1.5 },
        { ...good, id: 'c5', credits: 3_000_000_000 },
        { ...good, id: 'c6', kind: 'gift' },
        { ...good, id: 'c\u0000' },
        null,
        bad,
      ]),
    ).toMatchObject([
      recorded,
      { reason: 'invalid', fields: { currency: 'takes an ISO 4217 code, such as USD' } },
      { reason: 'invalid', fields: { amount: expect.any(String) } },
      { reason: 'invalid', fields: { credits: 'takes a whole number up to 2147483647' } },
      { reason: 'invalid', fields: { kind: expect.any(String) } },
      { reason: 'invalid', fields: { id: "holds U+0000, which PostgreSQL can't store" } },
      { reason: 'invalid' },
      { reason: 'invalid' },
    ]);
    expect((await table('credit_transactions')).map((row) => row.id)).toEqual(['c2']);
  });

  it('commit with the host’s transaction, or not at all', async () => {
    const client = await t.db.pool.connect();
    try {
      await client.query('begin');
      expect(
        await recordFacts(t.db, 'creditTransactions', [credit, { ...credit, amount: 1 }], { tx: client }),
      ).toMatchObject([{ outcome: 'pending' }, { reason: 'conflict' }]);
      await client.query('rollback');
      expect(await table('credit_transactions')).toEqual([]);
      await client.query('begin');
      await recordFacts(t.db, 'creditTransactions', [credit], { tx: client });
      // Nobody waits for the host: neither who tracks for the user nor who records.
      expect(await recordFacts(t.db, 'communityLikes', [like])).toEqual([recorded]);
      await client.query('commit');
      expect((await table('credit_transactions')).map((row) => row.id)).toEqual(['c1']);
      await client.query('begin');
      await client.query('select 1 / 0').catch(() => {});
      expect(
        await recordFacts(t.db, 'creditTransactions', [{ ...credit, id: 'c9' }], { tx: client }),
      ).toMatchObject([
        { outcome: 'refused', reason: 'transaction', message: expect.stringContaining('aborted') },
      ]);
      await client.query('rollback');
    } finally {
      client.release();
    }
  });
});

describe('of users who were erased', () => {
  it('nothing is kept, and no account comes back', async () => {
    const tombstones = createTombstones(t.db, randomBytes(32));
    await t.db.pool.query(
      `insert into ${t.db.s}.erased_users (hash, alias, erased_at, receipt) values ($1, 'gone', now(), '{}')`,
      [tombstones.hashOf('gone')],
    );
    const referral = { id: 'r', referrerId: 'gone', refereeId: 'v', code: 'X', createdAt: at };
    expect(
      await recordFacts(t.db, 'referrals', [referral, { ...referral, id: 'r2', referrerId: 'u' }], {
        tombstones,
      }),
    ).toEqual([{ outcome: 'erased' }, recorded]);
    expect(await identifyUsers(t.db, [{ userId: 'gone', name: 'G' }, { userId: 'u' }], tombstones)).toEqual([
      { outcome: 'erased' },
      recorded,
    ]);
    const db = await withMapping(t.db, { users: `select id from (values ('gone'), ('there')) v(id)` });
    await createUserSync(db, tombstones)();
    expect((await users()).map(([id]) => id)).toEqual(['there', 'u', 'v']);
    expect((await table('referrals')).map((row) => row.id)).toEqual(['r2']);
    const { rows } = await t.db.pool.query(`select late from ${t.db.s}.erased_users`);
    expect(rows).toEqual([{ late: 2 }]);
  });
});

describe('what is mapped', () => {
  it('is not recorded', async () => {
    const db = await withMapping(t.db, {
      users: `select 'u' as id, false as internal`,
      communityLikes: `select 'l' as id, 'u' as user_id, 's' as share_id, now() as created_at`,
    });
    expect(await recordFacts(db, 'communityLikes', [like, null])).toEqual(
      [1, 2].map(() => ({
        outcome: 'refused',
        reason: 'mapped',
        message:
          "communityLikes are read from the platform's own tables (facts.communityLikes of the configuration): write there, or take the mapping out to record them",
      })),
    );
    expect(await recordFacts(db, 'creditTransactions', [credit])).toEqual([recorded]);
    expect(
      await identifyUsers(db, [{ userId: 'u', name: 'U' }, { userId: 'u', internal: true }, { userId: 'u' }]),
    ).toMatchObject([{ reason: 'mapped' }, { reason: 'mapped' }, recorded]);
    const plain = await withMapping(t.db, { users: `select 'u' as id` });
    expect(await identifyUsers(plain, [{ userId: 'u', internal: true }])).toEqual([recorded]);
    expect((await table('users')).map((row) => [row.id, row.internal])).toEqual([['u', true]]);
  });
});
