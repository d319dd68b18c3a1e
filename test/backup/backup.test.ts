import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repoCatalogue } from '../../examples/repo-activity/catalogue.ts';
import { openInstallation } from '../../src/app/open-installation.ts';
import { checkBackup, restoreBackup, writeBackup } from '../../src/backup/index.ts';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import type { ActivityInput } from '../../src/contract/index.ts';
import { connect, type Database } from '../../src/db/connect.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { example, importInto } from '../import/support.ts';
import { daysBetween, toldTotals } from '../support/chronicle.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { writeNastyLog } from '../support/nasty-log.ts';
import {
  backupTo,
  contentOf,
  emptyTarget,
  fillEverything,
  folder,
  NOW,
  openAt,
  reportsOf,
} from './support.ts';

const catalogue = defaultCatalogue;
const DAY = 86_400_000;
const USER = 'nasty 1 line\nfeed';

let t: TestDatabase;
let dir: ReturnType<typeof folder>;
beforeAll(async () => {
  t = await testDatabase({ timezone: 'America/New_York', now: () => NOW });
  dir = folder();
  const analytics = await openInstallation({ databaseUrl: t.url, migrate: false, now: () => NOW });
  await fillEverything(analytics);
  await analytics.close();
});
afterAll(async () => {
  dir.remove();
  await t.drop();
});

describe('a backup of everything', () => {
  it('comes back to the letter, in another schema, with equal reports and drift 0', async () => {
    const path = dir.file('whole.tar.gz');
    const made = await backupTo(t.db, path);
    expect(made.bytes).toBe(statSync(path).size);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir.path)).toEqual(['whole.tar.gz']);
    const { rows: tables } = await t.db.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'analytics'
       and tablename !~ '^user_activity_logs_' order by 1`,
    );
    // Blocks are made of the log anew.
    const names = tables.map((each) => each.name).filter((name) => name !== 'chronicle_blocks');
    expect(Object.keys(made.manifest.tables).sort()).toEqual(names);
    const logged = made.manifest.tables.user_activity_logs!.rows;
    expect(logged).toBeGreaterThan(1_900);
    const { activity_kinds: kinds, chronicle_kept: kept, erased_numbers: erased } = made.manifest.tables;
    expect([kinds!.rows > 20, kept!.rows > 2, erased!.rows]).toEqual([true, true, 1]);

    const target = await emptyTarget('elsewhere');
    const restored = await restoreBackup(target.db, { path, catalogue, now: new Date(NOW) });
    expect(restored).toMatchObject({ rows: made.rows, applied: [], columnsAdded: [] });
    expect(restored.reconciliation).toMatchObject({ total: 0, drift: [], activities: logged, pending: 1 });
    const [before, after] = [await contentOf(t.db, names), await contentOf(target.db, names)];
    // The restore empties every process's report cache.
    for (const content of [before, after])
      content.meta = content.meta!.filter((row) => !/cache_epoch/.test(row));
    expect(after).toEqual(before);
    const days = daysBetween(NOW - 122 * DAY, NOW + DAY, 'America/New_York');
    const told = (db: Database) => toldTotals(db, catalogue, days, 'America/New_York');
    expect(await told(target.db)).toEqual(await told(t.db));
    const blocks = await target.db.pool.query('select sum(activities) as n from elsewhere.chronicle_blocks');
    expect(blocks.rows[0].n).toBeGreaterThan(1_900);

    const [one, other] = [await openAt(t.url), await openAt(target.url, NOW, { schema: 'elsewhere' })];
    expect(await reportsOf(other, USER)).toEqual(await reportsOf(one, USER));

    const latest = await latestActivities(t);
    const replayed = await Promise.all(latest.map((each) => other.ingest.track(each)));
    expect(replayed.map((each) => each.outcome.outcome)).toEqual(latest.map(() => 'duplicate'));
    expect(await other.track({ userId: 'new', action: 'session_created' })).toMatchObject({
      outcome: 'committed',
    });
    const numbers = `select user_no from ${target.db.s}.users order by user_no desc limit 2`;
    const { rows: top } = await target.db.pool.query<{ user_no: number }>(numbers);
    expect(top[0]!.user_no).toBeGreaterThan(top[1]!.user_no);
    await other.ingest.foldPending();
    expect(await reconcile(target.db, { catalogue })).toMatchObject({
      total: 0,
      pending: 0,
      activities: logged + 1,
    });
    await Promise.all([one.close(), other.close()]);
    await target.drop();
  });

  it('is refused by a database in use, and taken by a migrated one without rows', async () => {
    const path = dir.file('again.tar.gz');
    await backupTo(t.db, path);
    const used = await testDatabase();
    // A process of its own, as the command is.
    const restoring = connect({ url: used.url });
    const attempt = () => restoreBackup(restoring, { path, catalogue, now: new Date(NOW) });
    await used.ingest.track({ userId: 'u', action: 'session_created' });
    await expect(attempt()).rejects.toThrow(
      /^the schema "analytics" is in use: table \w+ has rows; restore into a new database: another --database-url/,
    );
    expect((await used.db.pool.query('select id from analytics.users')).rows).toEqual([{ id: 'u' }]);
    await used.db.pool.query(
      'truncate analytics.users, analytics.user_usage_stats, analytics.activity_kinds, analytics.user_activity_logs',
    );
    await used.db.pool.query(
      'create table analytics.of_the_host (id int); create view analytics.v as select 1',
    );
    await expect(attempt()).rejects.toThrow(
      'the schema "analytics" holds another table (of_the_host); restore into',
    );
    await used.db.pool.query('drop table analytics.of_the_host');
    expect((await attempt()).reconciliation.total).toBe(0);
    expect((await used.db.pool.query('select * from analytics.v')).rowCount).toBe(1);
    await restoring.close();
    await used.drop();
  });

  it('refuses an existing file, a schema that is not there, and a newer backup', async () => {
    const path = dir.file('taken.tar.gz');
    writeFileSync(path, 'mine');
    await expect(backupTo(t.db, path)).rejects.toThrow(`${path} exists already; choose another --out`);
    const target = await emptyTarget();
    await expect(backupTo(target.db, dir.file('none.tar.gz'))).rejects.toThrow(
      'there is no schema "analytics"',
    );
    expect(existsSync(dir.file('none.tar.gz.part'))).toBe(false);

    await t.db.pool.query(`insert into analytics.schema_migrations (tag) values ('9999_later')`);
    const later = dir.file('later.tar.gz');
    await backupTo(t.db, later);
    await t.db.pool.query(`delete from analytics.schema_migrations where tag = '9999_later'`);
    await expect(restoreBackup(target.db, { path: later, catalogue, now: new Date(NOW) })).rejects.toThrow(
      'the backup is newer than this program (it has migration 9999_later); restore it with',
    );
    await target.drop();
  });
});

it('refuses what was kept of the log and is damaged, and says what to do', async () => {
  const { rows } = await t.db.pool.query<{ id: number; data: Buffer }>(
    'select id, data from analytics.chronicle_kept order by id limit 1',
  );
  const { id, data } = rows[0]!;
  const put = (bytes: Buffer) =>
    t.db.pool.query('update analytics.chronicle_kept set data = $2 where id = $1', [id, bytes]);
  const odd = Buffer.from(data);
  odd[20]! ^= 1;
  await put(odd);
  const path = dir.file('damaged-before.tar.gz');
  await backupTo(t.db, path);
  await put(data);
  const target = await emptyTarget();
  await expect(restoreBackup(target.db, { path, catalogue, now: new Date(NOW) })).rejects.toThrow(
    new RegExp(
      `^row ${id} of chronicle_kept was damaged already when the backup was made.*nothing was kept. Restore an earlier backup.*delete that row`,
    ),
  );
  expect((await target.db.pool.query(`select to_regnamespace('analytics') as n`)).rows).toEqual([
    { n: null },
  ]);
  await target.drop();
});

it('brings back a platform with a catalogue of its own', async () => {
  const other = await testDatabase({ catalogue: repoCatalogue });
  const log = dir.file('log.csv.gz');
  await writeNastyLog(log, { rows: 5_000 });
  const mapping = example('repo-activity/mapping.json');
  await importInto(other, log, { mapping, catalogue: repoCatalogue, refusedPath: dir.file('refused') });
  const path = dir.file('repo.tar.gz');
  await backupTo(other.db, path, repoCatalogue);
  const target = await emptyTarget();
  const restored = await restoreBackup(target.db, { path, catalogue: repoCatalogue, now: new Date() });
  expect(restored.reconciliation).toMatchObject({ total: 0, activities: 5_000, unfilled: [] });
  const tables = ['user_activity_logs', 'user_usage_stats', 'activity_kinds', 'import_runs'];
  expect(await contentOf(target.db, tables)).toEqual(await contentOf(other.db, tables));
  await Promise.all([target.drop(), other.drop()]);
});

it('is one instant while writes go on, and stops without leaving a file', async () => {
  const busy = await testDatabase();
  const writing = new AbortController();
  let sent = 0;
  const writer = (async () => {
    while (!writing.signal.aborted) {
      const batch = Array.from({ length: 50 }, (_, i) => ({
        userId: `u${(sent + i) % 97}`,
        action: 'smart_caption_generated',
        details: { theme: 'Beta', n: sent },
      }));
      await Promise.all(batch.map((each) => busy.ingest.track(each)));
      sent += batch.length;
    }
  })();
  for (const name of ['one', 'two', 'three']) {
    const path = dir.file(`${name}.tar.gz`);
    const before = sent;
    await backupTo(busy.db, path);
    const target = await emptyTarget();
    const restored = await restoreBackup(target.db, { path, catalogue, now: new Date() });
    expect(restored.reconciliation).toMatchObject({ total: 0, pending: 0 });
    expect(restored.reconciliation.activities).toBeGreaterThanOrEqual(before);
    await target.drop();
  }
  const stop = new AbortController();
  const path = dir.file('stopped.tar.gz');
  await expect(
    writeBackup(busy.db, {
      path,
      catalogue,
      program: 'x',
      now: new Date(),
      signal: stop.signal,
      onProgress: ({ table }) => table === 'user_activity_logs' && stop.abort(),
    }),
  ).rejects.toThrow('abort');
  writing.abort();
  await writer;
  expect(readdirSync(dir.path).filter((each) => each.startsWith('stopped'))).toEqual([]);
  // Nothing is left open in the database either.
  await expect
    .poll(async () => {
      const { rows } = await busy.db.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and query ~* '^copy' and state <> 'idle'`,
      );
      return rows.length;
    })
    .toBe(0);
  await busy.drop();
  await expect(checkBackup(dir.file('nowhere'))).rejects.toThrow('there is no file');
});

async function latestActivities(db: TestDatabase): Promise<ActivityInput[]> {
  const { rows } = await db.db.pool.query(
    `select user_id, created_at, event_id, action, details from analytics.user_activity_logs
     where created_at > $1 order by created_at desc limit 200`,
    [new Date(NOW - 20 * 86_400_000)],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    createdAt: row.created_at,
    eventId: row.event_id,
    action: row.action,
    details: row.details ?? undefined,
  }));
}
