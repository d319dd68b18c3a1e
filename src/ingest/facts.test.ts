import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import type { FactName } from './fact-rows.ts';
import { recordFacts } from './facts.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.drop());

const at = '2026-03-01T10:00:00.000Z';
const later = '2026-03-02T12:00:00.000Z';
const table = async (name: string) =>
  (await t.db.pool.query(`select * from ${t.db.s}.${name} order by id`)).rows;

describe('facts', () => {
  it.each([
    [
      'creditTransactions',
      'credit_transactions',
      { id: 'c1', userId: 'u', kind: 'purchase', amount: 1999, currency: 'EUR', credits: 20, createdAt: at },
      { amount: -1999 },
      {
        id: 'c1',
        user_id: 'u',
        kind: 'purchase',
        amount: -1999,
        currency: 'EUR',
        credits: 20,
        created_at: new Date(at),
      },
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
        credit_reward: 5,
        created_at: new Date(at),
      },
    ],
    [
      'communityShares',
      'community_shares',
      { id: 's1', ownerId: 'u', kind: 'media', sharedAt: at },
      { removedAt: later },
      { id: 's1', owner_id: 'u', kind: 'media', shared_at: new Date(at), removed_at: new Date(later) },
    ],
    [
      'communityLikes',
      'community_likes',
      { id: 'l1', userId: 'u', shareId: 's1', createdAt: at },
      { removedAt: later },
      { id: 'l1', user_id: 'u', share_id: 's1', created_at: new Date(at), removed_at: new Date(later) },
    ],
  ] as const)('%s are kept once by id, as last told', async (name, tableName, fact, change, row) => {
    const recorded = [{ outcome: 'recorded' }];
    expect(await recordFacts(t.db, name as FactName, [fact])).toEqual(recorded);
    expect(await recordFacts(t.db, name as FactName, [fact, { ...fact, ...change }])).toEqual([
      ...recorded,
      ...recorded,
    ]);
    expect(await table(tableName)).toEqual([row]);
  });

  it('are refused one by one, each by its fields', async () => {
    const good = { id: 'c2', userId: 'u', kind: 'purchase', amount: 1, currency: 'USD', createdAt: at };
    expect(
      await recordFacts(t.db, 'creditTransactions', [
        good,
        { ...good, id: 'c3', currency: 'dollar' },
        { ...good, id: 'c4', amount: 1.5 },
        { ...good, id: 'c5', credits: 3_000_000_000 },
        { ...good, id: 'c6', kind: 'gift' },
        { ...good, id: 'c\u0000' },
        null,
      ]),
    ).toMatchObject([
      { outcome: 'recorded' },
      { reason: 'invalid', fields: { currency: 'takes an ISO 4217 code, such as USD' } },
      { reason: 'invalid', fields: { amount: expect.any(String) } },
      { reason: 'invalid', fields: { credits: 'takes a whole number up to 2147483647' } },
      { reason: 'invalid', fields: { kind: expect.any(String) } },
      { reason: 'invalid', fields: { id: 'holds U+0000, which PostgreSQL can not store' } },
      { reason: 'invalid' },
    ]);
    expect((await table('credit_transactions')).map((row) => row.id)).toEqual(['c1', 'c2']);
  });
});
