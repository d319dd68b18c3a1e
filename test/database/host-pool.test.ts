import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInstallation } from '../../src/app/open-installation.ts';
import { createAnalytics } from '../../src/index.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/index.ts';
import { wholePath } from './whole-path.ts';

/** What a host may set for its own use. */
const SETTINGS = `set datestyle = 'German'; set timezone = 'Asia/Kathmandu'; set search_path = ''; set bytea_output = 'escape';
  set intervalstyle = 'sql_standard'; set extra_float_digits = 0; set statement_timeout = '20s'; set jit = on`;
/** And how it may read values. */
const types = { getTypeParser: (oid: number) => (text: string) => `${oid}: ${text}` };

const hostPool = (url: string, more: pg.PoolConfig = {}) =>
  new pg.Pool({
    connectionString: url,
    max: 8,
    types: types as never,
    query_timeout: 20_000,
    onConnect: (client: pg.ClientBase) => client.query(SETTINGS),
    ...more,
  } as pg.PoolConfig);

interface Inside {
  connection: { stream: { timeout?: number; listenerCount(name: string): number } };
  binary: boolean;
}

/** Everything of a connection that somebody could have changed. */
async function stateOf(client: pg.PoolClient) {
  const { connection, binary } = client as unknown as Inside;
  const ask = async (text: string) =>
    (await client.query({ text, types: pg.types } as pg.QueryConfig)).rows as unknown[];
  return {
    settings: await ask(
      `select name, setting from pg_catalog.pg_settings where source = 'session' or name like 'default_transaction%' order by 1`,
    ),
    prepared: await ask('select name from pg_catalog.pg_prepared_statements'),
    temporary: await ask(`select relname from pg_catalog.pg_class where relpersistence = 't'`),
    locks: await ask(
      `select locktype from pg_catalog.pg_locks where pid = pg_catalog.pg_backend_pid() and locktype = 'advisory'`,
    ),
    binary,
    timeout: connection.stream.timeout ?? 0,
    listeners: [client.listenerCount('error'), connection.stream.listenerCount('timeout')],
    parsed: (await client.query('select 1 as n')).rows,
  };
}

async function states(pool: pg.Pool) {
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
  const found = [];
  for (const client of clients) found.push(await stateOf(client));
  for (const client of clients) client.release();
  return found;
}

describe('on a host’s pool', () => {
  let clean: Record<string, unknown>;
  const drops: (() => Promise<void>)[] = [];
  const aDatabase = async () => {
    const { url, drop } = await emptyDatabase();
    drops.push(drop);
    return url;
  };
  beforeAll(async () => {
    clean = await wholePath({ url: await aDatabase() });
  }, 120_000);
  afterAll(async () => {
    for (const drop of drops) await drop();
  });

  it('every answer is the same, and each connection goes back as it came', { timeout: 120_000 }, async () => {
    const url = await aDatabase();
    const untouched = hostPool(url);
    (await untouched.connect()).release();
    const pool = hostPool(url);
    expect(await wholePath({ url, options: { databaseUrl: undefined, pool } })).toEqual(clean);
    const [before] = await states(untouched);
    expect(before!.settings.length).toBeGreaterThan(8);
    const after = await states(pool);
    expect(after.length).toBeGreaterThan(0);
    expect(after).toEqual(after.map(() => ({ ...before, timeout: 0 })));
    await pool.end();
    await untouched.end();
  });
});

describe('a host’s pool', () => {
  let t: TestDatabase;
  let pool: pg.Pool;
  /** Connections that are out, by whom ever, and the most that were. */
  let out: { now: number; most: number };
  beforeAll(async () => {
    t = await testDatabase();
  });
  afterAll(() => t.drop());
  beforeEach(() => {
    pool = hostPool(t.url);
    out = { now: 0, most: 0 };
    pool.on('acquire', () => {
      out.most = Math.max(out.most, ++out.now);
    });
    pool.on('release', () => out.now--);
  });
  afterEach(() => pool.end());

  const event = (i: number) => ({ userId: `u${i}`, action: 'session_viewed' as const });

  it('is left half of its connections, however much is asked', async () => {
    const analytics = await openInstallation({ pool, queue: { maxBatch: 1, lanes: 20, timeout: 30_000 } });
    const asked = await Promise.all([
      ...Array.from({ length: 40 }, (_, i) => analytics.track(event(i))),
      ...Array.from({ length: 10 }, () => analytics.reports.usageAnalytics({ period: '7days' })),
    ]);
    expect(asked.slice(0, 40).map((each) => (each as { outcome: string }).outcome)).toEqual(
      Array.from({ length: 40 }, () => 'committed'),
    );
    expect(out.most).toBe(4);
    await analytics.close();
    // Its own goes on.
    expect(out.now).toBe(0);
    expect((await pool.query('select 1 as n')).rows).toEqual([{ n: '23: 1' }]);
  });

  it('may be out to the last connection while its transactions track', async () => {
    const analytics = await openInstallation({ pool });
    const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
    for (const client of clients) await client.query('begin');
    const outcomes = await Promise.all([
      ...clients.map((tx, i) => analytics.track(event(i), { tx })),
      ...clients.map((tx, i) => analytics.track({ ...event(i), action: 'no_such' as never }, { tx })),
      ...clients.map((tx, i) =>
        analytics.recordLike({ id: `l${i}`, userId: `u${i}`, shareId: 's', createdAt: new Date() }, { tx }),
      ),
    ]);
    const kinds = ['pending', 'dead_letter', 'pending'];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(kinds.flatMap((kind) => Array(8).fill(kind)));
    for (const client of clients) {
      await client.query('rollback');
      client.release();
    }
    await analytics.close();
  });

  it('that is out is a database that is away: told in time, and not asked for more', async () => {
    const analytics = await openInstallation({ pool, queue: { timeout: 300 } });
    const clients = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
    expect(await analytics.track(event(1))).toMatchObject({
      outcome: 'refused',
      reason: 'database_unavailable',
    });
    for (const client of clients) client.release();
    await expect.poll(async () => (await analytics.track(event(2))).outcome).toBe('committed');
    await analytics.close();
    expect(out.now).toBe(0);
  });

  it('that can’t serve is refused with what to do', async () => {
    const small = hostPool(t.url, { max: 3 });
    await expect(createAnalytics({ pool: small })).rejects.toThrow(
      /^pool has 3 connections at most, of which 3 would be used; give it more than 3/,
    );
    await small.end();
    await expect(createAnalytics({ pool, poolSize: 8 })).rejects.toThrow(/of which 8 would be used/);
    await expect(createAnalytics({ pool: {} as never })).rejects.toThrow(
      /^pool is no pool of pg; hand in a pg\.Pool/,
    );
    await expect(createAnalytics({ pool, databaseUrl: t.url })).rejects.toThrow(
      /takes databaseUrl or pool, not both/,
    );
    await expect(createAnalytics({})).rejects.toThrow(/is empty \(option databaseUrl, DATABASE_URL\)/);
  });
});
