import type pg from 'pg';
import { expect } from 'vitest';
import type { Database } from '../../src/db/connect.ts';
import type { FactsMapping } from '../../src/db/relations.ts';
import { recordFacts } from '../../src/ingest/facts.ts';
import { identifyUsers } from '../../src/ingest/identify.ts';
import type { PlatformFacts } from '../../src/reports/testing/facts.ts';

const NAMES = ['creditTransactions', 'referrals', 'communityShares', 'communityLikes'] as const;

/** Facts by the way in that a platform without tables of its own takes. */
export async function recordAll(db: Database, facts: PlatformFacts): Promise<void> {
  const outcomes = await identifyUsers(db, facts.users);
  for (const name of NAMES) outcomes.push(...(await recordFacts(db, name, facts[name])));
  expect(outcomes.filter(({ outcome }) => outcome !== 'recorded')).toEqual([]);
}

const TABLES = [
  'users',
  'credit_transactions',
  'referrals',
  'community_shares',
  'community_likes',
  'user_activity_logs',
  'user_usage_stats',
  'user_signals',
  'chronicle_blocks',
  'chronicle_kept',
];

/** Takes back whatever facts and activity a database holds; what processes remember of users is void then. */
export async function forgetAll({ pool, s }: Database): Promise<void> {
  await pool.query(`truncate ${TABLES.map((name) => `${s}.${name}`).join(', ')}`);
  await pool.query(`update ${s}.write_guard set epoch = epoch + 1 where id = 1`);
}

/** A platform's own tables, in the shapes that platforms have them. */
export const HOST_TABLES = `
  create schema shop;
  create type shop.deal as enum ('purchase', 'subscription', 'referral_reward');
  create table shop.accounts (id varchar(60) primary key, mail text, full_name text, staff boolean not null,
    role text, joined timestamp not null, closed timestamptz);
  create table shop.deals (no text primary key, buyer text not null, what shop.deal not null, cents int not null,
    money char(3) not null, credits smallint not null, at timestamptz not null);
  create table shop.invites (id text primary key, by_user text not null, who text not null, code text not null,
    reward bigint not null, at timestamptz not null);
  create table shop.posts (id text primary key, owner text not null, is_session boolean not null,
    at timestamptz not null, gone timestamptz);
  create table shop.hearts (id text primary key, giver text not null, post text not null,
    at timestamptz not null, gone timestamptz)`;

export const HOST_FACTS = {
  users: `select id, mail as email, full_name as name, staff as internal, role,
      joined at time zone 'UTC' as created_at, closed as deleted_at
    from shop.accounts -- every account;`,
  creditTransactions: `select no as id, buyer as user_id, what as kind, cents as amount, money as currency, credits,
    at as created_at from shop.deals`,
  referrals: `select id, by_user as referrer_id, who as referee_id, code, reward as credit_reward, at as created_at
    from shop.invites;`,
  communityShares: `with p as (select * from shop.posts)
    select id, owner as owner_id, case when is_session then 'session' else 'media' end as kind, at as shared_at,
      gone as removed_at from p`,
  communityLikes: `select id, giver as user_id, post as share_id, at as created_at, gone as removed_at
    from shop.hearts`,
} satisfies FactsMapping;

/** The same facts where a platform with tables of its own keeps them. */
export async function writeHost(pool: pg.Pool, f: PlatformFacts): Promise<void> {
  await pool.query('truncate shop.accounts, shop.deals, shop.invites, shop.posts, shop.hearts');
  const insert = async (table: string, rows: unknown[][]) => {
    for (const row of rows)
      await pool.query(
        `insert into shop.${table} values (${row.map((_, i) => `$${i + 1}`).join(', ')})`,
        row,
      );
  };
  const { users, creditTransactions, referrals, communityShares, communityLikes } = f;
  await insert(
    'accounts',
    users.map((u) => [
      u.userId,
      u.email,
      u.name,
      u.internal,
      u.role,
      u.createdAt!.replace('Z', ''),
      u.deletedAt,
    ]),
  );
  await insert(
    'deals',
    creditTransactions.map((x) => [x.id, x.userId, x.kind, x.amount, x.currency, x.credits, x.createdAt]),
  );
  await insert(
    'invites',
    referrals.map((x) => [x.id, x.referrerId, x.refereeId, x.code, x.creditReward, x.createdAt]),
  );
  await insert(
    'posts',
    communityShares.map((x) => [x.id, x.ownerId, x.kind === 'session', x.sharedAt, x.removedAt]),
  );
  await insert(
    'hearts',
    communityLikes.map((x) => [x.id, x.userId, x.shareId, x.createdAt, x.removedAt]),
  );
}
