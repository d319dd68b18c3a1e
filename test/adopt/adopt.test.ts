import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultCatalogue as catalogue, snake } from '../../src/catalogue/index.ts';
import { runProgram } from '../../src/cli/program.ts';
import type { AdoptSummary } from '../../src/import/index.ts';
import { rebuild } from '../../src/jobs/rebuild.ts';
import { reconcile } from '../../src/jobs/reconcile.ts';
import { leave } from '../../src/store/testing/leave.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';
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

async function run(...args: string[]) {
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text, ...more) => {
      printed[name] += text;
      for (const done of more) if (typeof done === 'function') (done as () => void)();
      return true;
    });
  const status = await runProgram([...args, '--database-url', t.url]);
  vi.restoreAllMocks();
  process.exitCode = 0;
  return { status, ...printed };
}

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
  it('come in once, and every counter of every user is equal', async () => {
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
  expect((await adopted()).balances!.changed).toBe(0);
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
