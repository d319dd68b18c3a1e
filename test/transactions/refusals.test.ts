import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import createKnex, { type Knex } from 'knex';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { createAnalytics, NotCommittedError } from '../../src/index.ts';
import type { HostTransaction } from '../../src/ingest/host.ts';
import { fromDrizzle } from '../../src/tx/drizzle.ts';
import { fromKnex } from '../../src/tx/knex.ts';
import { fromKysely } from '../../src/tx/kysely.ts';
import { fromPostgresJs } from '../../src/tx/postgres-js.ts';
import { fromPrisma } from '../../src/tx/prisma.ts';
import { fromTypeOrm } from '../../src/tx/typeorm.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';

let t: TestDatabase;
let analytics: Installation;
let pool: pg.Pool;
let knex: Knex;
beforeAll(async () => {
  t = await testDatabase();
  analytics = await openInstallation({ databaseUrl: t.url, migrate: false });
  pool = new pg.Pool({ connectionString: t.url, max: 2 });
  knex = createKnex({ client: 'pg', connection: t.url, pool: { min: 0, max: 1 } });
});
afterAll(async () => {
  await pool.end();
  await knex.destroy();
  await analytics.close();
  await t.drop();
});
let user: string;
let users = 0;
beforeEach(() => {
  user = `u${++users}`;
});

/** What is there of the user: in the log, and set aside. */
async function kept() {
  const { s } = t.db;
  const { rows } = await t.db.pool.query(
    `select (select count(*)::int from ${s}.user_activity_logs where user_id = $1) as log,
       (select count(*)::int from ${s}.dead_letters where user_id = $1) as letters`,
    [user],
  );
  return rows[0];
}
const fact = () => ({ id: user, userId: user, shareId: 's', createdAt: new Date() });

/** What looks like an open transaction, and is none. */
const others: Record<string, () => HostTransaction> = {
  'a pool': () => pool,
  'the db of Drizzle': () => fromDrizzle(drizzle(pool) as never),
  'the db of Kysely': () => fromKysely(new Kysely({ dialect: new PostgresDialect({ pool }) })),
  'knex itself': () => fromKnex(knex),
  'the sql of postgres.js': () => fromPostgresJs(postgres(t.url) as never),
  'a manager of TypeORM outside': () => fromTypeOrm(new DataSource({ type: 'postgres' }).manager),
  'nothing, by any adapter': () => fromPrisma(undefined as never),
  'what answers with no rows': () => ({ query: async () => [] as never }),
  'an object': () => ({}) as never,
  'a transaction of Drizzle as it is': () => ({ execute: () => drizzleSql`` }) as never,
};

describe('where tx is no open transaction', () => {
  it.each(Object.keys(others))('%s: refused with the reason, and nothing is left', async (name) => {
    const tx = others[name]!();
    const valid = { userId: user, action: 'session_viewed' } as const;
    for (const input of [valid, { ...valid, action: 'no_such' as never }]) {
      expect(await analytics.track(input, { tx })).toEqual({
        outcome: 'refused',
        reason: 'transaction',
        message: expect.stringMatching(/options\.tx|takes the|transaction block/),
      });
      await expect(analytics.track(input, { tx, mustCommit: true })).rejects.toThrow(NotCommittedError);
    }
    expect(await analytics.recordLike(fact(), { tx })).toMatchObject({ outcome: 'refused' });
    expect(await kept()).toEqual({ log: 0, letters: 0 });
  });

  it('a transaction that has failed before is told, and stays the host’s to end', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query('select 1 / 0').catch(() => {});
    expect(await analytics.track({ userId: user, action: 'session_viewed' }, { tx: client })).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('aborted'),
    });
    await client.query('rollback');
    client.release();
    expect(await kept()).toEqual({ log: 0, letters: 0 });
  });
});

describe('mustCommit', () => {
  const must = { mustCommit: true };

  it('changes nothing where something was written', async () => {
    const input = {
      userId: user,
      action: 'session_viewed',
      eventId: '0195a3c0-0000-7000-8000-000000000001',
    } as const;
    const now = { ...input, createdAt: new Date() };
    expect(await analytics.track(now, must)).toMatchObject({ outcome: 'committed' });
    expect(await analytics.track(now, must)).toMatchObject({ outcome: 'duplicate' });
    expect(await analytics.recordLike(fact(), must)).toEqual({ outcome: 'recorded' });
    expect(await analytics.trackMediaAction(user, 'media_uploaded', {}, must)).toMatchObject({
      outcome: 'committed',
    });
  });

  it('rejects for what is set aside, with the outcome, though it is kept', async () => {
    const set = analytics.track({ userId: user, action: 'no_such' as never }, must);
    await expect(set).rejects.toMatchObject({
      name: 'NotCommittedError',
      message: expect.stringContaining('in the catalogue'),
      outcome: { outcome: 'dead_letter', reason: 'unknown_action' },
      code: undefined,
    });
    expect(await kept()).toEqual({ log: 0, letters: 1 });
    const misspelt = analytics.trackMediaAction(user, 'media_uploaded', {}, {
      ...must,
      creatdAt: 1,
    } as never);
    await expect(misspelt).rejects.toThrow(/^options\.creatdAt is unknown/);
  });

  it('rejects for who was erased, and for facts with the first that was not written', async () => {
    await analytics.track({ userId: user, action: 'session_viewed' });
    await analytics.eraseUser(user);
    const erased = { outcome: { outcome: 'erased' } };
    await expect(analytics.track({ userId: user, action: 'session_viewed' }, must)).rejects.toMatchObject(
      erased,
    );
    const some = [{ ...fact(), id: 'other', userId: 'somebody' }, fact()];
    await expect(analytics.recordLikes(some, must)).rejects.toMatchObject(erased);
    await expect(analytics.recordLike({} as never, must)).rejects.toMatchObject({
      outcome: { outcome: 'refused', reason: 'invalid' },
    });
  });

  it('takes true or false', async () => {
    const said = /^options\.mustCommit takes true or false/;
    const odd = { mustCommit: 'yes' } as never;
    expect(await analytics.track({ userId: user, action: 'session_viewed' }, odd)).toMatchObject({
      outcome: 'dead_letter',
      message: expect.stringMatching(said),
    });
    expect(await analytics.recordLike(fact(), odd)).toMatchObject({ message: expect.stringMatching(said) });
  });

  it('rejects while the database has not been reached', async () => {
    const waiting = await createAnalytics({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      queue: { timeout: 50 },
    });
    const away = { outcome: { outcome: 'refused', reason: 'database_unavailable' } };
    await expect(waiting.track({ userId: user, action: 'session_viewed' }, must)).rejects.toMatchObject(away);
    await expect(waiting.recordLike(fact(), must)).rejects.toMatchObject(away);
    await waiting.close();
  });
});
