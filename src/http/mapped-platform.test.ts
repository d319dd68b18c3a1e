import { expect, it } from 'vitest';
import { testServer } from '../../test/support/http.ts';
import { testDatabase } from '../../test/support/index.ts';
import { HOST_FACTS, HOST_TABLES } from '../../test/support/write-facts.ts';

const NOW = Date.parse('2026-03-20T12:00:00.000Z');
const REFERRAL = {
  id: 'r1',
  referrerId: 'ann',
  refereeId: 'ref-1',
  code: 'ANN',
  creditReward: 25,
  createdAt: '2026-03-01T10:00:00.000Z',
};

it('is read over HTTP at once, and is not recorded into', async () => {
  const database = await testDatabase();
  await database.db.pool.query(HOST_TABLES);
  const host = await testServer({ now: () => NOW, facts: HOST_FACTS, cacheSeconds: 0 }, database);
  const [cookie, track] = [await host.key('admin'), await host.key('track')];
  const ask = async (path: string) => (await host.ask(`/api/admin${path}`, { as: cookie })).json;
  await database.db.pool.query(`
    insert into shop.accounts values ('a', 'a@example.com', 'A', false, 'user', '2026-03-10', null);
    insert into shop.invites values ('i', 'a', 'nobody', 'CODE', 7, '2026-03-11')`);
  expect(await ask('/analytics')).toMatchObject({ totalUsers: 1, newUsers: 1 });
  expect((await ask('/users/a/usage')).user).toMatchObject({
    email: 'a@example.com',
    role: 'user',
    identified: true,
  });
  expect((await ask('/referrals/recent')).referrals).toMatchObject([
    {
      referrer: { id: 'a', email: 'a@example.com' },
      referee: { id: 'nobody', email: null },
      creditReward: 7,
    },
  ]);
  const answer = await host.post('/api/facts/referrals', REFERRAL, { as: track });
  expect(answer.json.results).toMatchObject([{ outcome: 'refused', reason: 'mapped' }]);
  const named = await host.post('/api/identify', { userId: 'a', name: 'B' }, { as: track });
  expect(named.json.results).toMatchObject([{ outcome: 'refused', reason: 'mapped' }]);
  await host.close();
});
