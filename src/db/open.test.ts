import { afterAll, beforeAll, expect, it } from 'vitest';
import { start } from '../../test/import/process.ts';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { openInstallation } from '../app/open-installation.ts';

const MESSAGE =
  'the database is newer than this program (it has migration 9001_later, 9002_latest); ' +
  'start the newer version of joip-analytics, or restore a backup made before the upgrade';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
  await t.db.pool.query(
    `insert into analytics.schema_migrations (tag) values ('9001_later'), ('9002_latest')`,
  );
});
afterAll(() => t.drop());

it('tells the way over from a version that was never released', async () => {
  const earlier = await testDatabase();
  try {
    await earlier.db.pool.query(
      `insert into analytics.schema_migrations (tag) values ('0000_core'), ('0001_tuning')`,
    );
    await expect(openInstallation({ databaseUrl: earlier.url })).rejects.toThrow(
      'made by a version before 0.1.0, whose tables this one doesn’t have any more; run `joip-analytics export` with that ' +
        'version, and `joip-analytics import` of its file with this one, into an empty database',
    );
  } finally {
    await earlier.drop();
  }
});

it.each([true, false])('refuses a schema that is newer than the program, migrate: %s', async (migrate) => {
  await expect(openInstallation({ databaseUrl: t.url, migrate })).rejects.toThrow(MESSAGE);
});

it.each([['serve', '--port', '0'], ['migrate'], ['reconcile']])(
  'says so from the command line: %s',
  async (...args) => {
    expect(await start(args, t.url).ended).toMatchObject({ code: 2, stderr: `joip-analytics: ${MESSAGE}\n` });
  },
);
