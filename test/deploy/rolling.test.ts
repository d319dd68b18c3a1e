import { afterEach, beforeEach, expect, it } from 'vitest';
import { openInstallation } from '../../src/app/open-installation.ts';
import {
  type Catalogue,
  type CatalogueInput,
  defaultCatalogue,
  defineCatalogue,
} from '../../src/catalogue/index.ts';
import { connect, type Database } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { minorVersion } from '../../src/db/package-file.ts';
import { createIngest, type Ingest } from '../../src/ingest/index.ts';
import { rebuild } from '../../src/jobs/rebuild.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';

const { fingerprint: _, ...plain } = defaultCatalogue;
const counters: CatalogueInput['counters'] = plain.counters;
const newer = defineCatalogue({
  ...plain,
  counters: {
    ...counters,
    refreshes: { label: 'Refreshes', feature: 'sessions', actions: ['session_refreshed'] },
  },
}) as Catalogue;

let t: TestDatabase;
let older: Database;
let beside: Ingest;
beforeEach(async () => {
  t = await testDatabase();
  // A process of the version before, that goes on writing: it knows nothing of the counter.
  older = connect({ url: t.url, poolSize: 2 });
  beside = createIngest(older, { catalogue: defaultCatalogue });
});
afterEach(async () => {
  await beside.close();
  await older.close();
  await t.drop();
});

const track = (ingest: Ingest, n: number) =>
  Promise.all(
    Array.from({ length: n }, () =>
      ingest.track(anActivity({ userId: 'ann', action: 'session_refreshed', createdAt: Date.now() })),
    ),
  );
const unfilled = async () => (await reconcile(t.db, { catalogue: newer })).unfilled;

it.each([
  ['activity', () => track(beside, 5)],
  [
    'signals',
    async () => {
      beside.signals.apiCall('ann');
      await beside.signals.flush();
    },
  ],
] as const)(
  'a counter is shown as whole only while nobody writes %s who leaves it short',
  async (_, write) => {
    await track(beside, 3);
    const analytics = await openInstallation({ databaseUrl: t.url, catalogue: newer });
    const shown = async () =>
      ((await analytics.reports.userUsage('ann')).usageStats as Record<string, unknown>).refreshes;
    const logged = async () =>
      (await t.db.pool.query(`select count(*) as n from ${t.db.s}.user_activity_logs`)).rows[0].n;
    try {
      await track(analytics.ingest, 4);
      expect(await shown()).toBeNull();
      await rebuild(t.db, { catalogue: newer });
      expect(await shown()).toBe(7);
      // The older one writes on, knowing its users from before the rebuild.
      await write();
      expect(await shown()).toBeNull();
      expect(await unfilled()).toEqual(['user_usage_stats.refreshes']);
      // Once it is gone.
      await beside.close();
      await rebuild(t.db, { catalogue: newer });
      await track(analytics.ingest, 2);
      expect(await shown()).toBe(await logged());
      expect(await reconcile(t.db, { catalogue: newer })).toMatchObject({ total: 0, unfilled: [] });
    } finally {
      await analytics.close();
    }
  },
);

it('nor is one of an empty database', async () => {
  await migrate(t.db, { catalogue: newer });
  expect(await unfilled()).toEqual([]);
  await track(beside, 1);
  expect(await unfilled()).toEqual(['user_usage_stats.refreshes']);
});

it.each([true, false])(
  'starts on a schema that a newer one of its minor version has added to (migrate: %s)',
  async (migrates) => {
    const minor = minorVersion();
    await t.db.pool.query(`create table ${t.db.s}.later (id int primary key)`);
    await t.db.pool.query(`alter table ${t.db.s}.users add column later text`);
    const add = `insert into ${t.db.s}.schema_migrations (tag, minor) values ('9998_later', $1)`;
    await t.db.pool.query(add, [minor]);
    const open = () => openInstallation({ databaseUrl: t.url, migrate: migrates });
    const analytics = await open();
    await track(analytics.ingest, 3);
    await analytics.close();
    expect(await reconcile(t.db, { catalogue: defaultCatalogue })).toMatchObject({ total: 0, activities: 3 });
    for (const other of [null, '99.0']) {
      await t.db.pool.query(`update ${t.db.s}.schema_migrations set minor = $1 where tag = '9998_later'`, [
        other,
      ]);
      await expect(open()).rejects.toMatchObject({ code: 'newer' });
    }
  },
);
