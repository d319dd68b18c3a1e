import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Installation } from '../../src/app/installation.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { monthOf } from '../../src/db/partitions.ts';
import { anActivity } from '../support/index.ts';
import { startTemporary } from '../support/server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

// A server of its own: some of what is broken here is broken for everybody on it.
let server: Awaited<ReturnType<typeof startTemporary>>;
let admin: pg.Client;
let analytics: Installation;

const appUrl = () => {
  const url = new URL(server.server.url('shop'));
  [url.username, url.password] = ['app', 'secret'];
  return url.href;
};
const asAdmin = async (...statements: string[]) => {
  for (const sql of statements) await admin.query(sql);
};
const ask = (path: string) => analytics.fetch(new Request(`http://127.0.0.1:3000${path}`));
async function readyz() {
  const answer = await ask('/readyz');
  return [answer.status, (await answer.json()).obstacles?.database];
}

beforeAll(async () => {
  server = await startTemporary();
  await server.server.createDatabase('shop');
  await (await openInstallation({ databaseUrl: server.server.url('shop') })).close();
  admin = new pg.Client({ connectionString: server.server.url('shop') });
  await admin.connect();
  // As docs/database.md tells for a role that may only read and write rows.
  await asAdmin(
    `create role app login password 'secret'`,
    'grant usage on schema analytics to app',
    'grant select, insert, update, delete on all tables in schema analytics to app',
    'grant execute on function analytics.make_log_month(text) to app',
  );
  analytics = await openInstallation({
    databaseUrl: appUrl(),
    migrate: false,
    queue: { timeout: 1_500 },
  });
});
afterAll(async () => {
  await analytics?.close();
  await admin?.end();
  await server?.stop();
});

const month = monthOf(Date.now());
const part = `analytics.user_activity_logs_${month.replace('-', '_')}`;
const kick = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'`;

interface Obstacle {
  readonly what: string;
  readonly broken: readonly string[];
  readonly says: RegExp;
  readonly reason: 'database_unavailable' | 'database_refused';
  readonly mended: readonly string[];
}

const obstacles: readonly Obstacle[] = [
  {
    what: 'a server made read-only, as a provider does when its disk is full',
    broken: ['alter system set default_transaction_read_only = on', 'select pg_reload_conf()'],
    says: /^is read-only \(25006\)$/,
    reason: 'database_unavailable',
    mended: [
      'set default_transaction_read_only = off',
      'alter system reset default_transaction_read_only',
      'select pg_reload_conf()',
    ],
  },
  {
    what: 'no right to write the log',
    broken: ['revoke insert on analytics.user_activity_logs from app'],
    says: /^refuses a write \(42501\); see the log$/,
    reason: 'database_refused',
    mended: ['grant insert on analytics.user_activity_logs to app'],
  },
  {
    what: 'no right to count',
    broken: ['revoke update on analytics.user_usage_stats from app'],
    says: /^refuses a write \(42501\)/,
    reason: 'database_refused',
    mended: ['grant update on analytics.user_usage_stats to app'],
  },
  {
    what: 'no right to look into the schema',
    broken: ['revoke usage on schema analytics from app'],
    says: /\(42501\)/,
    reason: 'database_refused',
    mended: ['grant usage on schema analytics to app'],
  },
  {
    what: 'a column that is gone',
    broken: ['alter table analytics.user_usage_stats rename column last_activity_at to hidden'],
    says: /^refuses a write \(42703\)/,
    reason: 'database_refused',
    mended: ['alter table analytics.user_usage_stats rename column hidden to last_activity_at'],
  },
  {
    what: 'a table that is gone',
    broken: ['alter table analytics.chronicle_blocks rename to hidden'],
    says: /^refuses a write \(42P01\)/,
    reason: 'database_refused',
    mended: ['alter table analytics.hidden rename to chronicle_blocks'],
  },
  {
    what: 'no partition for this month, and no right to make one',
    broken: [`drop table ${part}`, 'revoke execute on function analytics.make_log_month(text) from app'],
    says: new RegExp(`^is refused \\(rights\\): .*no partition for ${month}.*grant execute`),
    reason: 'database_refused',
    mended: ['grant execute on function analytics.make_log_month(text) to app'],
  },
  {
    what: 'no connection left',
    broken: ['alter role app connection limit 0', kick],
    says: /^has no connection left for us \(53300\)$/,
    reason: 'database_unavailable',
    mended: ['alter role app connection limit -1'],
  },
  {
    what: 'another password',
    broken: [`alter role app password 'other'`, kick],
    says: /\(28P01\)/,
    reason: 'database_refused',
    mended: [`alter role app password 'secret'`],
  },
];

describe('what stands in the way of a write, while running', () => {
  it.each(obstacles)('$what', async ({ broken, says, reason, mended }) => {
    expect(await readyz()).toEqual([200, undefined]);
    try {
      await asAdmin(...broken);
      await expect.poll(readyz, { timeout: 20_000 }).toEqual([503, expect.stringMatching(says)]);
      expect((await ask('/healthz')).status).toBe(200);
      await expect
        .poll(() => analytics.track(anActivity() as never))
        .toMatchObject({ outcome: 'refused', reason });
    } finally {
      await asAdmin(...mended);
    }
    // Without a restart.
    await expect
      .poll(async () => (await analytics.track(anActivity() as never)).outcome, { timeout: 20_000 })
      .toBe('committed');
    expect(await readyz()).toEqual([200, undefined]);
  });

  it('a missing partition is none where the role may make it', async () => {
    await asAdmin(`drop table ${part}`);
    expect(await readyz()).toEqual([200, undefined]);
    expect(await analytics.track(anActivity() as never)).toMatchObject({ outcome: 'committed' });
  });
});
