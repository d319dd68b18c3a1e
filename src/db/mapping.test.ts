import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { openInstallation } from '../app/open-installation.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { examine } from '../jobs/doctor/index.ts';
import { MappingError, withMapping } from './mapping.ts';
import type { FactsMapping } from './relations.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  await t.db.pool.query(`
    create table public.users (id uuid primary key default gen_random_uuid(), email text, joined timestamp, paid numeric);
    create table public.secret (id text);
    insert into public.users (email, joined) values ('a@example.com', '2026-01-01')`);
});
afterAll(() => t.drop());

const problemsOf = async (facts: FactsMapping) => {
  const error = await withMapping(t.db, facts).then(
    () => null,
    (e) => e,
  );
  expect(error === null || error instanceof MappingError).toBe(true);
  return error?.problems ?? [];
};

const LIKES = 'id, user_id, share_id, created_at, removed_at';

describe('a mapping', () => {
  it.each([
    ['select id from public.users', []],
    ["  select id, email, joined at time zone 'UTC' as created_at from public.users; ", []],
    ["select 1 as id, 'x'::varchar as name, true as internal -- none", []],
    [
      'select email from public.users',
      [
        'facts.users: the column id is missing; takes id, email, name, avatar_url, role, internal, created_at, deleted_at',
      ],
    ],
    [
      'select id, joined as created_at from public.users',
      [
        "facts.users: the column created_at is timestamp without time zone, but takes timestamp with time zone; write created_at at time zone 'UTC' as created_at",
      ],
    ],
    ['select id, id from public.users', ['facts.users: the column id is given twice; give it once']],
    [
      'select id, paid as email from public.users',
      [expect.stringContaining('the column email is numeric, but takes text')],
    ],
    [
      'select id, email as mail from public.users',
      [expect.stringContaining('the column mail is unknown; takes id, email')],
    ],
    [
      'select id, 1 as internal from public.users',
      [expect.stringContaining('the column internal is integer, but takes boolean')],
    ],
    [
      '',
      [
        'facts.users is empty; takes a SELECT such as: select id, email, name, avatar_url, role, internal, created_at, deleted_at from …',
      ],
    ],
    [
      'select id from public.userz',
      [
        expect.stringMatching(
          /^facts.users can't be run: relation "public.userz" does not exist; it takes one SELECT/,
        ),
      ],
    ],
    ['delete from public.secret', [expect.stringContaining("can't be run")]],
    [
      'with gone as (delete from public.users returning id) select id from gone',
      [expect.stringContaining("can't be run")],
    ],
    [
      'select id from public.users) x; drop table public.secret; select * from (select 1 as id',
      [expect.stringContaining("can't be run")],
    ],
    ['select id from public.users where id::text = $1', [expect.stringContaining("can't be run")]],
  ] as [string, unknown[]][])('of users as %j', async (users, problems) => {
    expect(await problemsOf({ users })).toEqual(problems);
    expect(
      (await t.db.pool.query(`select to_regclass('public.secret') is not null as there`)).rows[0].there,
    ).toBe(true);
  });

  it('names every problem of every SELECT at once', async () => {
    expect(
      await problemsOf({
        creditTransactions: `select '1' as id, '2' as user_id, 'purchase' as kind, 1.5 as amount, 'USD' as currency, now() as created_at`,
        communityLikes: 'select 1 as id',
        likes: 'select 1',
      } as FactsMapping),
    ).toEqual([
      'facts.likes is unknown; takes users, creditTransactions, referrals, communityShares, communityLikes',
      'facts.creditTransactions: the column amount is numeric, but takes integer or bigint; write (amount * 100)::bigint as amount',
      ...['user_id', 'share_id', 'created_at'].map(
        (column) => `facts.communityLikes: the column ${column} is missing; takes ${LIKES}`,
      ),
    ]);
  });

  it('that is wrong stops the start', async () => {
    await expect(
      openInstallation({
        databaseUrl: t.url,
        migrate: false,
        facts: { users: 'select email from public.users' },
      }),
    ).rejects.toThrow('facts.users: the column id is missing');
  });

  it('tells which relations are mapped', async () => {
    const { relations } = await withMapping(t.db, { users: 'select id from public.users' });
    expect(Object.entries(relations).map(([name, { mapped }]) => [name, mapped])).toEqual([
      ['users', true],
      ['creditTransactions', false],
      ['referrals', false],
      ['communityShares', false],
      ['communityLikes', false],
    ]);
    expect(t.db.relations.users.sql).toBe('"analytics".users');
  });
});

describe('doctor', () => {
  const look = async (facts?: FactsMapping) => {
    const all = await examine({ db: t.db, catalogue: defaultCatalogue, facts, now: Date.now });
    return all.find((each) => each.name === 'mapping')!;
  };

  it('finds a mapping in order', async () => {
    expect(await look()).toMatchObject({
      status: 'ok',
      detail: 'none is mapped; recorded facts have unique ids',
    });
    expect(await look({ users: 'select id, email from public.users' })).toMatchObject({
      status: 'ok',
      detail: 'users 1 row',
    });
  });

  it('finds what can not be read, repeated ids, nulls and kinds that nobody counts', async () => {
    expect(await look({ users: 'select 1 as nr' })).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('facts.users: the column id is missing'),
    });
    expect(
      await look({ users: `select * from (values ('a'), ('b'), ('a'), (null), (null)) v(id)` }),
    ).toMatchObject({
      status: 'fail',
      detail: '1 row of users share an id with another; id of users is null in some rows',
    });
    expect(
      await look({
        communityShares: `select id, 'o' as owner_id, kind, now() as shared_at from (values ('a', 'session'), ('b', 'reel')) v(id, kind)`,
      }),
    ).toMatchObject({ status: 'warn', detail: 'kinds that no report counts: communityShares: reel' });
  });
});
