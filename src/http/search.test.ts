import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const NAMES = [
  'Jürgen Müller',
  'JU\u0308RGEN MU\u0308LLER',
  'Straße',
  'İpek',
  'Οδυσσεύς',
  'Анна',
  '100%',
  'a_b',
  'plain',
];
let s: TestServer;
let admin: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
  const as = await s.key('track');
  const at = '2026-03-10T10:00:00Z';
  const users = NAMES.map((name, i) => ({ userId: `id-${i}`, name, email: `${name}@example.com` }));
  await s.post('/api/identify', { items: users.map(({ email: _, ...user }) => user) }, { as });
  for (const { userId } of users) await s.post('/api/track', { userId, action: 'session_created' }, { as });
  await s.post(
    '/api/facts/referrals',
    {
      items: users.map(({ userId }, i) => ({
        id: `r${i}`,
        referrerId: userId,
        refereeId: 'x',
        code: NAMES[i],
        createdAt: at,
      })),
    },
    { as },
  );
  await s.post(
    '/api/facts/credit-transactions',
    {
      items: users.map(({ userId }, i) => ({
        id: `t${i}`,
        userId,
        kind: 'purchase',
        amount: 1,
        currency: 'USD',
        createdAt: at,
      })),
    },
    { as },
  );
});
afterAll(() => s.close());

/** Each list, and where its rows are; every row names the user's number. */
const lists = {
  'usage-analytics': 'users',
  activities: 'activities',
  'referrals/recent': 'referrals',
  'credit-transactions': 'transactions',
};
const numbersOf = (rows: object[]) =>
  rows.map((row) => Number(/"(?:id-|r|t)(\d)"/.exec(JSON.stringify(row))?.[1])).sort();

it.each([
  ['MÜLLER', [0, 1]],
  ['muller', [0, 1]],
  ['strasse', [2]],
  ['IPEK', [3]],
  ['ΟΔΥΣΣΕΥΣ', [4]],
  ['анна', [5]],
  ['0%', [6]],
  ['%', [6]],
  ['_', [7]],
  ['\u0301', []],
])('finds the same on every list for %s', async (search, expected) => {
  for (const [path, rows] of Object.entries(lists)) {
    const asked = `/api/admin/${path}?period=30days&search=${encodeURIComponent(search)}`;
    const { json, status } = await s.ask(asked, { as: admin });
    expect([path, status], JSON.stringify(json)).toEqual([path, 200]);
    expect([path, ...numbersOf(json[rows])]).toEqual([path, ...expected]);
  }
});
