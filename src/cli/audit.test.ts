import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { runInside } from '../../test/support/run-program.ts';
import { createAudit } from '../audit/index.ts';

const key = 'a secret of this test, 32 characters or more';
const folder = mkdtempSync(join(tmpdir(), 'joip-audit-'));
const headFile = join(folder, 'heads.ndjson');
const clock = Date.parse('2026-03-15T12:00:00Z');
let t: TestDatabase;

const run = (...args: string[]) => runInside('audit', ...args, '--database-url', t.url);

beforeAll(async () => {
  vi.stubEnv('SECRET_KEY', key);
  vi.stubEnv('AUDIT_HEAD_FILE', headFile);
  t = await testDatabase();
  const audit = createAudit(t.db, {
    secret: Buffer.from(key),
    now: () => clock,
    headFile,
    onError: () => {},
  });
  for (const target of ['u-1', 'u-2']) {
    const access = {
      requestId: randomUUID(),
      actor: 'operator:1',
      endpoint: 'userUsage',
      target,
      parameters: { page: 1 },
    };
    await audit.begin(access);
    audit.complete(access, 200, 1);
  }
  await audit.close();
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await t.drop();
  rmSync(folder, { recursive: true });
});

it('lists accesses, itself included, and verifies the log', async () => {
  const { status, stdout, stderr } = await run('list', '--period', 'all');
  const [itself, ...others] = stdout.split(/(?<=\n)/);
  expect([status, stderr, others]).toEqual([
    0,
    '',
    ['u-2', 'u-1'].map(
      (user) => `2026-03-15T12:00:00.000Z  operator:1  userUsage  ${user}  answered 200  page=1\n`,
    ),
  ]);
  expect(itself).toMatch(
    / {2}cli:\S+ {2}cli audit list {2}- {2}unfinished {2}period="all" {2}pageSize="50"\n$/,
  );
  const json = JSON.parse((await run('list', '--period', 'all', '--target', 'u-1', '--json')).stdout);
  expect([json.entries.length, json.entries[0].target, json.nextCursor]).toEqual([1, 'u-1', null]);
  expect(await run('verify')).toEqual({
    status: 0,
    stdout: '11 rows in 3 chains checked, 6 signed heads, 0 findings\n',
    stderr: '',
  });
  expect((await run('list', '--outcome', 'fine')).stderr).toContain('outcome takes answered, failed');
});

it('names the row that was changed, and ends with 1', async () => {
  const { rows } = await t.db.pool.query(
    `select chain from ${t.db.s}.audit_log where seq = 0 order by at limit 1`,
  );
  await t.db.pool.query(`update ${t.db.s}.audit_log set status = 404 where seq = 2 and chain = $1`, [
    rows[0].chain,
  ]);
  const found = await run('verify');
  expect([found.status, found.stdout]).toEqual([
    1,
    `changed      2026-03-15T12:00:00.000Z  chain ${rows[0].chain}:  row 2 isn't what was written, or not in its place\n` +
      '14 rows in 4 chains checked, 8 signed heads, 1 findings\n',
  ]);
  expect(JSON.parse((await run('verify', '--json')).stdout)).toMatchObject({ ok: false, total: 1 });
});
