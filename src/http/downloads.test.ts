import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../test/support/http.ts';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const USERS = '/api/admin/users/export/csv';

let s: TestServer;
let admin: string;

beforeAll(async () => {
  s = await testServer({ now: () => NOW });
  admin = await s.key('admin');
});
afterAll(() => s.close());

describe('a download whose reader goes away', () => {
  const many = async (users: number, perUser: number) => {
    // Straight into the tables: only the reading is looked at here.
    const { pool, s: schema } = s.t.db;
    await pool.query(
      `insert into ${schema}.users (id, email, identified, created_at) select 'm' || n, 'm' || n || '@example.com', true, now() from generate_series(1, ${users}) n`,
    );
    await pool.query(`select ${schema}.make_log_month('2026-03')`);
    await pool.query(
      `insert into ${schema}.user_activity_logs (created_at, event_id, user_id, action, feature)
       select timestamptz '2026-03-01 12:00Z' + d * interval '1 day', gen_random_uuid(), 'm' || n, 'page_viewed', 'account'
       from generate_series(1, ${users}) n, generate_series(1, ${perUser}) d`,
    );
  };
  const busy = async () =>
    (
      await s.t.db.pool.query(
        `select state, query from pg_stat_activity where datname = current_database()
           and pid <> pg_backend_pid() and (state = 'active' or state like 'idle in transaction%')
           and query like any(array['%download%', 'copy (%'])`,
      )
    ).rows;
  const open = (signal?: AbortSignal, query = '') =>
    s.analytics.fetch(
      new Request(`http://127.0.0.1${USERS}?${query}`, {
        headers: { authorization: `Bearer ${admin}` },
        ...(signal && { signal }),
      }),
      { remoteAddress: '127.0.0.1' },
    );

  beforeAll(() => many(30_000, 5));

  it('lets its snapshot go when the body is cancelled', async () => {
    await s.audit(true);
    const response = await open();
    expect(response.headers.get('x-total-rows')).toBe(String(30_000));
    const reader = response.body!.getReader();
    await reader.read();
    await expect.poll(busy).toHaveLength(1);
    await reader.cancel();
    await expect.poll(busy).toHaveLength(0);
    const [, done] = await s.audit();
    expect([done.phase, done.status]).toEqual(['completion', 499]);
    expect(done.rows).toBeGreaterThan(0);
    expect(done.rows).toBeLessThan(30_000);
  });

  it('cancels a statement that still runs', async () => {
    // A lock that the statement waits for makes it slow for certain.
    const holder = await s.t.db.pool.connect();
    await holder.query(`begin; lock table ${s.t.db.s}.user_activity_logs in access exclusive mode`);
    try {
      const stop = new AbortController();
      const answer = open(stop.signal);
      await expect.poll(busy).toHaveLength(1);
      stop.abort();
      await expect.poll(busy).toHaveLength(0);
      expect((await answer).status).toBe(503);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });

  it('does not read ahead of a slow reader', async () => {
    const response = await open(undefined, 'columns=userId');
    const fetches = async () =>
      (
        await s.t.db.pool.query(
          `select state, state_change::text as since from pg_stat_activity
           where datname = current_database() and query ~ '^fetch [0-9]+ from download$'`,
        )
      ).rows;
    // It rests after what fits, and stays so.
    let before = await fetches();
    for (let resting = 0; resting < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const now = await fetches();
      resting = now.length > 0 && JSON.stringify(now) === JSON.stringify(before) ? resting + 1 : 0;
      before = now;
    }
    expect(before).toMatchObject([{ state: 'idle in transaction' }]);
    await response.body!.cancel();
  });

  it('breaks off visibly where the database goes away', async () => {
    const response = await open();
    const reader = response.body!.getReader();
    await reader.read();
    await s.t.db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ~ '^fetch [0-9]+ from download$'`,
    );
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
    expect((await s.audit()).at(-1)).toMatchObject({ phase: 'completion', status: 500 });
  });

  it('takes a few at a time', async () => {
    const four = await Promise.all([open(), open(), open(), open()]);
    expect(four.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await open();
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([503, '10']);
    await Promise.all(four.map((each) => each.body!.cancel()));
    const again = await open(undefined, 'columns=userId');
    expect((await again.text()).trimEnd().split('\r\n')).toHaveLength(30_001);
  });
});
