import { afterAll, beforeAll, expect, it } from 'vitest';
import { start } from '../../test/import/process.ts';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { defaultCatalogue } from '../catalogue/index.ts';
import { findText } from '../jobs/erase/testing.ts';
import { changeRetention } from '../jobs/settings.ts';

const DAY = 86_400_000;
let t: TestDatabase;
const run = (...args: string[]) => start(args, t.url).ended;

beforeAll(async () => {
  t = await testDatabase();
  await t.ingest.writeHistory(
    [200, 150, 1].map((age) => anActivity({ userId: 'eve-4711', createdAt: Date.now() - age * DAY })),
    'test',
  );
});
afterAll(() => t.drop());

it('prints everything of one user', async () => {
  const { code, stdout } = await run('export-user', 'eve-4711');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ userId: 'eve-4711', rows: 3, complete: true });
  expect(await run('export-user', 'nobody')).toMatchObject({ code: 1, stdout: '' });
});

it('removes by the periods, and only tells in a dry run', async () => {
  await changeRetention(t.db, defaultCatalogue, { activity: { sessions: 180 } });
  const dry = await run('retain', '--dry-run', '--json');
  expect(JSON.parse(dry.stdout).features).toMatchObject([{ feature: 'sessions', rows: 1 }]);
  expect((await run('retain', '--dry-run')).stdout).toMatch(/^sessions: 1 activities before /);
  expect(JSON.parse((await run('retain', '--json')).stdout)).toMatchObject({ ran: true, rows: 1 });
  expect((await run('retain')).stdout).toBe(
    '0 activities and 0 signals moved to what is kept by day\n0 dead letters and 0 rows of the audit log removed\n',
  );
  expect((await run('reconcile')).code).toBe(0);
});

it('erases on request, and only with --yes', async () => {
  expect(await run('erase', 'eve-4711')).toMatchObject({
    code: 2,
    stderr: "joip-analytics: this can't be undone; run `joip-analytics erase eve-4711 --yes` to do it\n",
  });
  expect((await run('erase', 'eve-4711', '--yes')).stdout).toContain('user_activity_logs: 2 removed');
  expect(await findText(t.db, 'eve-4711')).toEqual([]);
  expect((await run('erase', 'eve-4711', '--yes', '--json')).code).toBe(0);
  expect((await run('erase', 'nobody', '--yes')).code).toBe(1);
  expect((await run('reconcile')).code).toBe(0);
});
