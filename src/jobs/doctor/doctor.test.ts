import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { emptyDatabase } from '../../../test/support/database.ts';
import { anActivity, type TestDatabase, testDatabase } from '../../../test/support/index.ts';
import { defaultCatalogue as catalogue } from '../../catalogue/index.ts';
import { connect } from '../../db/connect.ts';
import { addMonths, monthOf } from '../../db/partitions.ts';
import { createIngest } from '../../ingest/index.ts';
import { databaseSecret, matchesSecret } from '../../secrets/database-secret.ts';
import type { DoctorContext } from './check.ts';
import { checks, type Diagnosis, examine } from './index.ts';

const HOUR = 3_600_000;
let t: TestDatabase;
let ctx: DoctorContext;
beforeEach(async () => {
  t = await testDatabase();
  ctx = { db: t.db, catalogue, now: Date.now, patience: 50 };
  await t.ingest.writeHistory(
    Object.keys(catalogue.actions).map((action, i) =>
      anActivity({ action, createdAt: Date.now() - i * 60_000 }),
    ),
    'test',
  );
  t.ingest.signals.apiCall('user-1');
  await t.ingest.signals.flush();
});
afterEach(() => t.drop());

const sql = (text: string) => t.db.pool.query(text.replaceAll('%', t.db.s));

it('finds nothing wrong with a healthy installation', async () => {
  const found = await examine(ctx);
  expect(found.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(found.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
});

/** Breaks something; what it returns changes what the checks look at. */
type Damage = () => Promise<Partial<DoctorContext> | undefined>;

const repeat = (n: number, fields: (i: number) => Parameters<typeof anActivity>[0]) =>
  t.ingest.writeHistory(
    Array.from({ length: n }, (_, i) => anActivity(fields(i))),
    'test',
  );

const does =
  (work: () => Promise<unknown>): Damage =>
  async () => {
    await work();
    return undefined;
  };

/** A row whose bytes do not match their checksum. */
const damaged = (table: string) =>
  sql(`insert into %.${table} (start_at, end_at, activities, shape, data, totals, data_sum, totals_sum${table === 'chronicle_kept' ? ', by_day' : ''})
    values ('2026-01-01', '2026-01-02', 1, '{}', '\\x01', '\\x00', 0, 0${table === 'chronicle_kept' ? ', true' : ''})`);

const damages: [
  name: string,
  what: string,
  status: Diagnosis['status'],
  says: RegExp,
  mend: RegExp,
  Damage,
][] = [
  [
    'mapping',
    'a mapped SELECT of a column that is gone',
    'fail',
    /facts.users can't be run: column "id" does not exist/,
    /correct `facts`/,
    async () => ({ facts: { users: 'select id from pg_catalog.pg_user' } }),
  ],
  [
    'tables',
    'a table dropped',
    'fail',
    /missing: user_usage_stats/,
    /backup/,
    does(() => sql('drop table %.user_usage_stats')),
  ],
  [
    'tables',
    'a migration not applied',
    'fail',
    /not migrated: 0001_storage/,
    /joip-analytics migrate/,
    does(() => sql(`delete from %.schema_migrations where tag = '0001_storage'`)),
  ],
  [
    'tables',
    'a migration of the future',
    'fail',
    /newer than this program/,
    /newer version/,
    does(() => sql(`insert into %.schema_migrations (tag) values ('9999_new')`)),
  ],
  [
    'columns',
    'a column dropped',
    'fail',
    /user_usage_stats.sessions_created/,
    /migrate/,
    does(() => sql('alter table %.user_usage_stats drop column sessions_created')),
  ],
  [
    'columns',
    'a column not filled',
    'warn',
    /not filled.*user_usage_stats.pages_viewed/,
    /rebuild/,
    does(() => sql(`update %.catalogue_columns set filled = false where column_name = 'pages_viewed'`)),
  ],
  [
    'activity',
    'silence for two days',
    'warn',
    /48 hours ago/,
    /api\/track/,
    async () => ({ now: () => Date.now() + 48 * HOUR }),
  ],
  [
    'activity',
    'nothing ever',
    'warn',
    /none was ever tracked/,
    /tracking functions/,
    does(() => sql('update %.user_usage_stats set last_activity_at = null')),
  ],
  [
    'middleware',
    'no signal',
    'warn',
    /no API call and no presence/,
    /mount `requestContext`/,
    does(() => sql('delete from %.user_signals')),
  ],
  [
    'actions',
    'an action never tracked',
    'warn',
    /not once.*: bulk_download$/,
    /tracked/,
    does(() => sql(`delete from %.user_activity_logs where action = 'bulk_download'`)),
  ],
  [
    'tracking-errors',
    'a dead letter',
    'warn',
    /1 unknown_action \(last: action "typo"/,
    /correct the name/,
    does(() => t.ingest.track(anActivity({ action: 'typo' }))),
  ],
  [
    'indexes',
    'an index dropped',
    'fail',
    /users_joined is missing/,
    /drizzle/,
    does(() => sql('drop index %.users_joined')),
  ],
  [
    'indexes',
    'an index not valid',
    'fail',
    /users_user_no is invalid/,
    /reindex/,
    does(() => sql(`update pg_index set indisvalid = false where indexrelid = '%.users_user_no'::regclass`)),
  ],
  [
    'indexes',
    'a key dropped',
    'fail',
    /primary key of user_usage_stats is missing/,
    /drizzle/,
    does(() => sql('alter table %.user_usage_stats drop constraint user_usage_stats_pkey')),
  ],
  [
    'slow-reports',
    'a slow table',
    'warn',
    /totals of 30 days \d{3,} ms/,
    /fewer days/,
    does(async () => {
      await sql('alter table %.chronicle_blocks rename to slow');
      await sql(
        'create view %.chronicle_blocks as with z as materialized (select pg_sleep(0.55)) select s.* from %.slow s, z',
      );
    }),
  ],
  [
    'upkeep',
    'no statistics',
    'warn',
    /never analyzed: user_signals/,
    /analyze/,
    does(async () => {
      await sql('alter table %.user_signals set (autovacuum_enabled = false)');
      const client = await t.db.pool.connect();
      await client.query(
        `insert into ${t.db.s}.user_signals select 'x', now(), 's', gen_random_uuid(), i, 1 from generate_series(1, 20000) i`,
      );
      await client.query('select pg_stat_force_next_flush()');
      // With the session those that it has on workers end, and tell what they did.
      client.release(true);
      if (inject('databaseKind').workers)
        await vi.waitFor(
          async () =>
            expect(
              await sql(`select sum(result::int) >= 20000 as told from run_command_on_workers(
                $$select coalesce(sum(n_live_tup), 0) from pg_stat_user_tables where starts_with(relname, 'user_signals')$$)`),
            ).toMatchObject({ rows: [{ told: true }] }),
          30_000,
        );
    }),
  ],
  [
    'blocks',
    'nobody builds',
    'warn',
    /no block yet, and 70,000 older activities are in none/,
    /rebuild/,
    does(() =>
      sql(`insert into %.user_activity_logs (user_id, created_at, event_id, action, feature)
        select 'user-1', now() - interval '5 hours' - i * interval '1 s', gen_random_uuid(), 'page_viewed', 'sessions'
        from generate_series(1, 70000) i`),
    ),
  ],
  [
    'damage',
    "a block that isn't what it was",
    'warn',
    /1 block damaged/,
    /rebuild/,
    does(() => damaged('chronicle_blocks')),
  ],
  [
    'damage',
    "what is kept isn't what it was",
    'fail',
    /1 row of chronicle_kept is damaged/,
    /backup/,
    does(() => damaged('chronicle_kept')),
  ],
  [
    'kinds',
    'a detail of anything',
    'warn',
    /^theme has its 200 values/,
    /fewer values/,
    does(() => repeat(210, (i) => ({ action: 'smart_caption_generated', details: { theme: `theme ${i}` } }))),
  ],
  [
    'counts',
    'a wrong counter',
    'fail',
    /1 values differ.*sessions_created 8 for 1/,
    /rebuild/,
    does(() => sql('update %.user_usage_stats set sessions_created = 8')),
  ],
  [
    'pending',
    'nobody counts',
    'warn',
    /1 row waited/,
    /analytics.start/,
    does(async () => {
      const client = await t.db.pool.connect();
      await client.query('begin');
      await t.ingest.track(anActivity(), { tx: client });
      await client.query('commit');
      client.release();
    }),
  ],
  [
    'duplicate-calls',
    'the same thing over and over',
    'warn',
    /babecock_created 5 of 7/,
    /event id/,
    does(() =>
      repeat(6, () => ({ action: 'babecock_created', userId: 'twice', createdAt: Date.now() - 5 * HOUR })),
    ),
  ],
  [
    'spikes',
    'an hour out of line',
    'warn',
    /: 300 for \d+, mostly page_viewed/,
    /import|bot/,
    does(async () => {
      await repeat(100, (i) => ({ createdAt: Date.now() - (i + 3) * HOUR }));
      await repeat(300, (i) => ({
        userId: `u${i}`,
        action: 'page_viewed',
        createdAt: Date.now() - 200 * HOUR,
      }));
    }),
  ],
  [
    'rates',
    'a bot',
    'warn',
    /^bot: 130 in the minute/,
    /internal: true/,
    does(() =>
      repeat(130, (i) => ({ userId: 'bot', createdAt: Math.floor(Date.now() / HOUR) * HOUR - HOUR + i })),
    ),
  ],
  [
    'clock',
    'our clock ahead',
    'fail',
    /1\d\d seconds off/,
    /NTP/,
    async () => ({ now: () => Date.now() + 120_000 }),
  ],
  [
    'clock',
    'our clock a little behind',
    'warn',
    /\d seconds off/,
    /NTP/,
    async () => ({ now: () => Date.now() - 9_000 }),
  ],
  [
    'clock',
    'activity of the future',
    'warn',
    /of the future/,
    /time zone of the mapping/,
    // Written by a process whose clock runs ahead.
    does(() =>
      createIngest(t.db, { catalogue, now: () => Date.now() + 4 * HOUR }).writeHistory(
        [anActivity({ createdAt: Date.now() + 3 * HOUR })],
        'test',
      ),
    ),
  ],
  [
    'partitions',
    'none two months ahead',
    'warn',
    /no partition for \d{4}-\d{2}$/,
    /migrate/,
    does(() =>
      sql(`drop table %."user_activity_logs_${addMonths(monthOf(Date.now()), 2).replace('-', '_')}"`),
    ),
  ],
  [
    'partitions',
    'none for this month',
    'fail',
    /no partition for/,
    /migrate/,
    async () => ({ now: () => Date.now() + 400 * 24 * HOUR }),
  ],
  [
    'timezone',
    'another zone configured',
    'fail',
    /Europe\/Berlin is configured, but the database has UTC/,
    /rebuild --timezone Europe\/Berlin/,
    async () => ({ timezone: 'Europe/Berlin' }),
  ],
  [
    'secret',
    'the key beside what it protects',
    'warn',
    /it is in the database/,
    /set SECRET_KEY/,
    does(async () => matchesSecret(t.db, (await databaseSecret(t.db)).secret)),
  ],
];

describe.each(damages)('%s: %s', (name, _what, status, says, mend, damage) => {
  it(`says ${status} and how to mend it`, async () => {
    const changed = await damage();
    const check = checks.find((each) => each.name === name)!;
    expect(await check.run({ ...ctx, ...changed })).toMatchObject({
      status,
      detail: expect.stringMatching(says),
      mend: expect.stringMatching(mend),
    });
  });
});

it('checks nothing more where there are no tables', async () => {
  const empty = await emptyDatabase();
  const db = connect({ url: empty.url });
  const found = await examine({ ...ctx, db });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ name: 'tables', status: 'fail', mend: 'run `joip-analytics migrate`' });
  await db.close();
  await empty.drop();
});

it('has a test that breaks each check first', () => {
  const tested = new Set([
    ...damages.map(([name]) => name),
    'audit',
    'disk',
    'durability',
    'restarts',
    'rights',
    'spool',
    // In test/citus.
    'spread',
  ]);
  expect(checks.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
});
