import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connect, type Database, transaction } from '../../src/db/connect.ts';
import { takeLock } from '../../src/db/lock.ts';
import type { Pooler } from '../../src/db/poolers.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';

let t: TestDatabase;
/** Reaches the database without a pooler, also where the others do not. */
let direct: string;
beforeAll(async () => {
  t = await testDatabase();
  const url = new URL(inject('serverUrl'));
  url.pathname = new URL(t.url).pathname;
  direct = url.href;
});
afterAll(() => t.drop());

async function opened<T>(url: string, pooler: Pooler, work: (db: Database) => Promise<T>): Promise<T> {
  const db = connect({ url, pooler, poolSize: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** What the only connection has left in its session, as the next to use that session finds it. */
async function leftBy(db: Database) {
  const client = await db.pool.connect();
  const asked = pg.Client.prototype.query.bind(client) as (sql: string) => Promise<{ rows: { x: string }[] }>;
  const { rows } = await asked(
    `select name as x from pg_prepared_statements
     union all select name from pg_settings where source = 'session'
     union all select locktype from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'`,
  );
  client.release();
  return rows.map(({ x }) => x);
}

const named = { name: 'a_name', text: 'select current_setting($1) as jit', values: ['jit'] };

/** Each way of asking: what is set must hold there, and only there. */
async function useAll(db: Database): Promise<void> {
  expect((await db.pool.query(named)).rows).toEqual([{ jit: 'off' }]);
  await transaction(db, async (client) => {
    expect((await client.query(named)).rows).toEqual([{ jit: 'off' }]);
    await client.query('select pg_advisory_xact_lock(1)');
  });
  await db.orm.transaction(async (tx) => {
    expect((await tx.execute(`select current_setting('jit') as jit`)).rows).toEqual([{ jit: 'off' }]);
  });
  await expect(db.pool.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
  await expect(transaction(db, (client) => client.query('select 1 / 0'))).rejects.toMatchObject({
    code: '22012',
  });
  const lock = await takeLock(db, 'work');
  await lock!.release();
}

describe('a session', () => {
  it('that is ours alone keeps what was set and prepared', async () => {
    const left = await opened(direct, 'auto', async (db) => {
      await db.pool.query(named);
      return leftBy(db);
    });
    expect(left).toEqual(expect.arrayContaining(['a_name', 'jit']));
  });

  it('that is lent for a transaction is given back as it was', async () => {
    const left = await opened(direct, 'transaction', async (db) => {
      await useAll(db);
      return leftBy(db);
    });
    expect(left).toEqual([]);
  });

  it('is found out to be lent or ours', async () => {
    await opened(t.url, 'auto', async (db) => {
      await useAll(db);
      const { rows } = await db.pool.query(`select 1 from pg_prepared_statements where name = 'a_name'`);
      expect(rows).toHaveLength(0);
      await db.pool.query(named);
      const again = await db.pool.query(`select 1 from pg_prepared_statements where name = 'a_name'`);
      expect(again.rows).toHaveLength(inject('databaseKind').pooler ? 0 : 1);
    });
  });

  it('serves many at once, whichever of them it was lent to before', async () => {
    const dbs = Array.from({ length: 4 }, () => connect({ url: t.url, poolSize: 5 }));
    const rounds = Array.from({ length: 25 }, (_, i) => i);
    const answers = await Promise.all(
      dbs.flatMap((db) => rounds.map(async () => (await db.pool.query(named)).rows[0].jit)),
    );
    expect(new Set(answers)).toEqual(new Set(['off']));
    await Promise.all(dbs.map((db) => db.close()));
  });
});

describe('a lock for long work', () => {
  it('is held by one, in each schema its own', async () => {
    const lock = await takeLock(t.db, 'work');
    expect(await takeLock(t.db, 'work')).toBeNull();
    for (const other of [
      await takeLock(t.db, 'other work'),
      await takeLock({ ...t.db, schema: 'other' }, 'work'),
    ]) {
      expect(other).not.toBeNull();
      await other!.release();
    }
    await lock!.release();
    await (await takeLock(t.db, 'work'))!.release();
  });

  it('ends with the connection that holds it, and says so', async () => {
    const lock = await takeLock(t.db, 'work');
    const { rowCount } = await t.db.pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rowCount).toBe(1);
    await vi.waitFor(() => expect(lock!.lost.aborted).toBe(true), 30_000);
    const next = await vi.waitUntil(() => takeLock(t.db, 'work'), 30_000);
    await next.release();
    await lock!.release();
  });
});
