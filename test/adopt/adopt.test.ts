import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultCatalogue as catalogue, snake } from '../../src/catalogue/index.ts';
import { connect } from '../../src/db/connect.ts';
import { type AdoptSummary, adopt } from '../../src/import/index.ts';
import type { CountedElsewhere } from '../../src/ingest/counted-elsewhere.ts';
import { writeOpeningBalances } from '../../src/jobs/opening-balances.ts';
import { rebuild } from '../../src/jobs/rebuild.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { leave } from '../../src/store/testing/leave.ts';
import { anActivity, emptyDatabase, type TestDatabase, testDatabase } from '../support/index.ts';
import { runInside } from '../support/run-program.ts';
import {
  asCounters,
  COUNTERS,
  fill,
  type OldPlatform,
  oldPlatform,
  SPELLINGS,
  type Spelling,
} from './platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'joip-adopt-'));
const refusedFile = join(folder, 'refused.ndjson');
vi.stubEnv('SECRET_KEY', 'a secret of this test, 32 characters or more');
vi.stubEnv('AUDIT_HEAD_FILE', join(folder, 'heads.ndjson'));

let t: TestDatabase;
let old: OldPlatform | undefined;
beforeEach(async () => {
  t = await testDatabase();
});
afterEach(async () => {
  await old?.close();
  old = undefined;
  await t.drop();
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runInside(...args, '--database-url', t.url);

async function adopted(...args: string[]): Promise<AdoptSummary> {
  const { stdout, stderr } = await run('adopt', '--json', '--refused', refusedFile, ...args);
  expect(stderr).not.toContain('error');
  return JSON.parse(stdout);
}

const rows = async (text: string) => (await t.db.pool.query(text.replaceAll('$s', t.db.s))).rows;
const drift = async () => (await reconcile(t.db, { catalogue })).drift;

async function counters(): Promise<Record<string, Record<string, number>>> {
  const found = await rows(
    `select user_id as u, json_build_array(${COUNTERS.map(snake).join(', ')}) as c from $s.user_usage_stats order by 1`,
  );
  return Object.fromEntries(found.map(({ u, c }) => [u, asCounters(c)]));
}

describe.each(Object.keys(SPELLINGS) as Spelling[])('tables spelt %s', (spelling) => {
  it('come in once, every counter of every user is equal, and views take their places', async () => {
    old = await oldPlatform(t.url, spelling, { uuids: spelling === 'folded' });
    await fill(old);

    const dry = await adopted('--dry-run');
    expect(dry).toMatchObject({
      source: 'public.user_activity_logs',
      log: { rows: 22, imported: 19, refused: 3, users: 2, dryRun: true, unmapped: { teleported: 1 } },
      balances: {
        users: 3,
        changed: null,
        counters: {
          apiCallsTotal: { users: 1, more: 900, less: 0 },
          loginCount: { users: 2, more: 53, less: 0 },
          sessionsCreated: { users: 1, more: 3, less: 0 },
          captionThemeJoi: { users: 1, more: 0, less: 2 },
          captionThemeForcedBi: { users: 1, more: 0, less: 1 },
          pagesViewed: { users: 1, more: 6, less: 0 },
        },
      },
    });
    expect(await rows('select count(*)::int as n from $s.user_activity_logs')).toEqual([{ n: 0 }]);

    const first = await adopted();
    expect(first.log).toMatchObject({ rows: 22, imported: 19, duplicates: 0, refused: 3 });
    expect(first.log!.refusals).toMatchObject({
      missing_user: { count: 1 },
      unmapped_action: { count: 1 },
      invalid_value: { count: 1 },
    });
    // What would be refused isn't what the log explains.
    expect(first.balances!.counters).toEqual(dry.balances!.counters);
    expect(await counters()).toEqual(await old.counters());
    expect(await drift()).toEqual([]);
    expect(
      readFileSync(refusedFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).reason)
        .sort(),
    ).toEqual(['invalid_value', 'missing_user', 'unmapped_action']);

    const before = await rows('select * from $s.user_usage_stats order by user_id');
    const again = await adopted();
    expect(again.log).toMatchObject({ imported: 0, duplicates: 19 });
    expect(again.balances).toMatchObject({ changed: 0, users: 3 });
    expect(await rows('select * from $s.user_usage_stats order by user_id')).toEqual(before);

    const [ann] = await rows(
      `select created_at, session_id from $s.user_activity_logs where user_id = 'ann' order by 1`,
    );
    expect(ann).toEqual({ created_at: new Date('2026-03-01T10:00:00.123Z'), session_id: 's-1' });

    // Views in their places, under which the SQL of a platform goes on working.
    const n = SPELLINGS[spelling];
    await old.sql(`alter table ${old.log} add column ${n('deviceKind')} integer`);
    const asked = `select ${n('userId')} as u, action, details, ${n('sessionId')} as s, ${n('deviceKind')} as k,
      date_trunc('milliseconds', ${n('createdAt')})::text as at from ${old.log}
      where ${n('userId')} is not null and action <> 'teleported' and coalesce(jsonb_typeof(details), 'object') = 'object'
      order by ${n('createdAt')}, action, ${n('userId')}`;
    const latest = `select ${n('userId')} as u from ${old.log} where ${n('createdAt')} > '2026-03-11' order by id desc limit 1`;
    const typesOf = `select json_object_agg(column_name, data_type) as t from information_schema.columns
      where table_schema = 'public' and table_name = $1 and column_name not in ('id', 'action', 'feature')`;
    const told = {
      log: (await old.sql(asked)).map((row) =>
        row.action === 'Page Viewed' ? { ...row, action: 'page_viewed' } : row,
      ),
      counters: await old.counters(),
      types: [await old.sql(typesOf, ['user_activity_logs']), await old.sql(typesOf, ['user_usage_stats'])],
    };
    const would = await adopted('--dry-run', '--views');
    const done = await adopted('--views');
    expect(done.log).toMatchObject({ imported: 0, refused: 3 });
    expect(done.views).toEqual(would.views);
    expect(done.views.length).toBe(4);
    expect(await old.sql(asked)).toEqual(told.log);
    expect(await old.counters()).toEqual(told.counters);
    expect([
      await old.sql(typesOf, ['user_activity_logs']),
      await old.sql(typesOf, ['user_usage_stats']),
    ]).toEqual(told.types);
    if (spelling !== 'folded') expect(await old.sql(latest)).toEqual([{ u: 'ann' }]);
    await t.ingest.track(anActivity({ userId: 'cy', action: 'user_logged_in' }));
    expect((await old.counters()).cy!.loginCount).toBe(4);
    // What was put aside is still known for what it was.
    const later = await adopted('--views');
    expect(later).toMatchObject({
      source: 'public.user_activity_logs',
      log: { imported: 0, refused: 3 },
      balances: { changed: 0 },
    });
    expect(later.views.length).toBe(2);
    expect((await old.counters()).cy!.loginCount).toBe(4);
  });
});

it('brings the rest while both are written to, and keeps what was counted here beside it', async () => {
  old = await oldPlatform(t.url, 'quoted');
  await fill(old);
  await adopted();
  // Some processes of the platform track here already, others there still.
  await t.ingest.track(anActivity({ userId: 'ann', action: 'session_created' }));
  await t.ingest.track(anActivity({ userId: 'eve', action: 'user_logged_in' }));
  await old.act([{ user: 'ann', action: 'session_created', at: '2026-03-20 10:00' }]);
  await old.count('ann', { sessionsCreated: 1, loginCount: 2 }, '2026-03-20 10:00');
  await old.act([{ user: 'new', action: 'user_logged_in', at: '2026-03-20 11:00' }]);
  await old.count('new', { loginCount: 1 }, '2026-03-20 11:00');

  const second = await adopted();
  expect(second.log).toMatchObject({ imported: 2, duplicates: 19 });
  expect(second.balances!.changed).toBe(1);
  const there = await old.counters();
  const here = await counters();
  expect(here.ann).toEqual({ ...there.ann, sessionsCreated: there.ann!.sessionsCreated! + 1 });
  expect(here.eve!.loginCount).toBe(1);
  for (const user of ['bob', 'cy', 'dot', 'new']) expect(here[user]).toEqual(there[user]);
  expect(await drift()).toEqual([]);
  const told = await run('adopt', '--refused', refusedFile);
  expect(told.status).toBe(1);
  for (const line of [
    'the log: public.user_activity_logs',
    '55 more  loginCount, of 2 users',
    '2 less  captionThemeJoi, of 1 user\n',
    'counters of 0 users were put right',
  ])
    expect(told.stdout).toContain(line);
  expect(told.stderr).toContain('"teleported":null');
});

it('a balance is no activity, and rebuild, retention and erasure hold with it', async () => {
  old = await oldPlatform(t.url, 'snake');
  await fill(old);
  await adopted();
  const there = await old.counters();
  // Recounted from nothing but the log and the balances.
  await rows('update $s.user_usage_stats set login_count = 0, sessions_created = 1');
  await rebuild(t.db, { catalogue });
  expect(await counters()).toEqual(there);

  const days = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 2, 8) };
  await leave(t.db, catalogue, days, { zone: 'UTC' });
  expect(await counters()).toEqual(there);
  expect(await drift()).toEqual([]);

  const exported = JSON.parse((await run('export-user', 'ann')).stdout);
  expect(exported.openingBalances).toMatchObject([
    { source: 'public.user_activity_logs', counters: { login_count: 50, caption_theme_joi: -2 } },
  ]);
  const { stdout } = await run('erase', 'ann', '--yes', '--json');
  expect(JSON.parse(stdout).removed).toMatchObject({ opening_balances: 1, user_usage_stats: 1 });
  const gone = await adopted();
  expect(gone.log!.refusals.erased!.count).toBe(16);
  expect(Object.keys(await counters())).toEqual(['bob', 'cy', 'dot']);
  expect(await rows(`select user_id from $s.opening_balances order by 1`)).toEqual([
    { user_id: 'bob' },
    { user_id: 'cy' },
    { user_id: 'dot' },
  ]);
  expect(await drift()).toEqual([]);
});

it('stopped in the middle it goes on, and reads what a SELECT makes of other names in another database', async () => {
  const other = await emptyDatabase();
  const client = new pg.Client({ connectionString: other.url });
  await client.connect();
  await client.query(
    `create schema app; create table app.events as select 'e' || i as uid, 'u' || i % 50 as member, 'Deck Made' as kind,
       extract(epoch from timestamp '2026-01-01' + i * interval '1 minute')::bigint as happened from generate_series(1, 16000) i;
     create table app.members as select 'u' || i as member, i as logins, 320 as decks from generate_series(0, 49) i`,
  );
  await client.end();
  const host = connect({ url: other.url, poolSize: 1, hostNames: true });
  try {
    const stop = new AbortController();
    const tables = {
      host,
      log: 'select uid as id, member as user_id, kind as action, happened as "createdAt" from app.events',
      stats: 'select member as userid, logins as login_count, decks as "sessionsCreated" from app.members',
      source: 'events',
      timezone: 'UTC',
      actions: { 'Deck Made': 'session_created' },
    };
    const o = {
      ...tables,
      db: t.db,
      ingest: t.ingest,
      catalogue,
      refusedPath: refusedFile,
      writeBalances: (users: readonly CountedElsewhere[], source: { source: string; tag: string }) =>
        writeOpeningBalances(t.db, users, { catalogue, tombstones: undefined, ...source }),
    };
    const part = await adopt({ ...o, signal: stop.signal, onProgress: () => stop.abort() });
    expect(part).toMatchObject({ log: { stopped: true }, balances: null });
    expect(part.log!.imported).toBeGreaterThan(0);
    expect(part.log!.imported).toBeLessThan(16_000);
    const whole = await adopt(o);
    expect(whole.log).toMatchObject({
      imported: 16_000 - part.log!.imported,
      duplicates: part.log!.imported,
      stopped: false,
    });
    expect(whole.balances!.counters).toEqual({ loginCount: { users: 49, more: 1225, less: 0 } });
    expect((await counters()).u7).toMatchObject({ sessionsCreated: 320, loginCount: 7 });
    expect(await drift()).toEqual([]);
    await expect(adopt({ ...o, viewsOf: t.db.s })).rejects.toThrow('--views needs the platform');
  } finally {
    await host.close();
    await other.drop();
  }
});

it('says what is missing, and what to do', async () => {
  const told = async (...args: string[]) => (await run('adopt', '--dry-run', ...args)).stderr;
  expect(await told()).toContain('has neither user_activity_logs nor user_usage_stats');
  old = await oldPlatform(t.url, 'snake');
  const twin = await oldPlatform(t.url, 'quoted', { schema: 'app' });
  expect(await told()).toContain("name one with --log 'app.user_activity_logs'");
  await twin.close();
  const both = ['--stats', 'public.user_usage_stats'];
  expect(await told('--log', 'public.nothing', ...both)).toContain('--log names "public.nothing"');
  expect(await told('--log', 'select 1 as id', ...both)).toContain(
    'has no column user_id, in whichever spelling',
  );
  expect(
    await told('--log', "select 1 as id, 2 as user_id, 'x' as action, now() as created_at", ...both),
  ).toContain('give --source NAME');
  expect(await told('--log', 'public.user_activity_logs', ...both, '--stored-zone', 'Mars')).toContain(
    '--stored-zone "Mars" is no time zone',
  );
});
