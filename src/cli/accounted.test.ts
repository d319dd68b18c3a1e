import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anActivity, type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { runInside } from '../../test/support/run-program.ts';
import { listAudit, verifyAudit } from '../audit/index.ts';
import { auditedCommands, COMMANDS, commandEndpoint } from '../contract/commands.ts';
import { commands } from './commands.ts';
import * as shared from './shared.ts';

const secret = 'a secret of this test, 32 characters or more';
const folder = mkdtempSync(join(tmpdir(), 'joip-accounted-'));
const headFile = join(folder, 'heads.ndjson');
const at = (name: string) => join(folder, name);
let t: TestDatabase;
let other: TestDatabase;

const on = (...args: string[]) => runInside(...args, '--database-url', t.url);
const audited = async () =>
  (await listAudit(t.db, Buffer.from(secret), { start: 0, end: Date.now() + 1_000, limit: 500 })).entries;

beforeAll(async () => {
  vi.stubEnv('SECRET_KEY', secret);
  vi.stubEnv('AUDIT_HEAD_FILE', headFile);
  t = await testDatabase();
  other = await testDatabase();
  await t.ingest.writeHistory(
    [
      anActivity({ userId: 'eve-4711', createdAt: Date.now() }),
      anActivity({ userId: 'eve-4711', action: 'nonsense' }),
    ],
    'test',
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([t.drop(), other.drop()]);
  rmSync(folder, { recursive: true });
});

it('says of every command what it does with data', async () => {
  const program = new Command();
  for (const load of Object.values(commands)) (await load()).register(program, shared);
  const names = program.commands.flatMap((command) =>
    command.commands.length > 0
      ? command.commands.map((each) => `${command.name()} ${each.name()}`)
      : [command.name()],
  );
  expect(names.sort()).toEqual(Object.keys(COMMANDS).sort());
});

describe('every command that reads or changes', () => {
  it('leaves who, what and how it ended in the audit log, chained and signed', async () => {
    writeFileSync(at('in.csv'), 'user,when,what\nzoe,2026-03-01T10:00:00Z,page_viewed\n');
    writeFileSync(
      at('map.json'),
      JSON.stringify({ columns: { userId: 'user', createdAt: 'when', action: 'what' } }),
    );
    const key = JSON.parse((await on('key', 'create', 'web', '--json')).stdout) as { id: string };
    await on('operator', 'add', 'root@example.com');
    const calls: Readonly<Record<string, string[]>> = {
      'key list': [],
      'key revoke': [key.id],
      'operator add': ['ann@example.com'],
      'operator list': [],
      'operator link': ['ann@example.com'],
      'operator reset-link': ['ann@example.com'],
      'operator role': ['ann@example.com', 'viewer'],
      'operator sign-out': ['ann@example.com'],
      'operator second-factor-off': ['ann@example.com'],
      'operator remove': ['ann@example.com'],
      'dead-letters list': [],
      'dead-letters replay': ['--all'],
      'dead-letters discard': ['--all'],
      import: [at('in.csv'), '--map', at('map.json')],
      adopt: ['--log', 'select 1 as id, 2 as user_id, 3 as action, now() as created_at', '--source', 's'],
      export: [at('out.ndjson')],
      'export-user': ['eve-4711'],
      'audit list': [],
      erase: ['eve-4711', '--yes'],
      retain: [],
      rebuild: [],
      reconcile: [],
      doctor: [],
      backup: ['--out', at('all.tar.gz')],
    };
    for (const [name, args] of Object.entries(calls)) {
      const before = (await audited()).length;
      const { stderr, status } = await on(...name.split(' '), ...args);
      expect([name, status, stderr]).toEqual([
        name,
        expect.any(Number),
        expect.not.stringContaining('audit log'),
      ]);
      const entries = await audited();
      expect([name, entries.length - before]).toEqual([name, 1]);
      expect(entries[0]).toMatchObject({
        endpoint: commandEndpoint(name as 'erase'),
        actor: { kind: 'cli', id: `cli:${userInfo().username}` },
        target: { 'export-user': 'eve-4711', erase: '(erased)' }[name] ?? null,
        outcome: 'answered',
        status: 200,
      });
    }
    expect(
      [...Object.keys(calls), 'key create', 'restore'].map((name) => commandEndpoint(name as 'erase')).sort(),
    ).toEqual([...auditedCommands].sort());
    const found = await verifyAudit(t.db, { secret: Buffer.from(secret), headFile });
    expect(found.findings).toEqual([]);
    expect(readFileSync(headFile, 'utf8').trim().split('\n').length).toBeGreaterThan(
      2 * Object.keys(calls).length,
    );
    // Every command there is, one after the other.
  }, 180_000);

  it('notes what it asked for, and what was refused', async () => {
    await on('export-user', 'nobody');
    await on('operator', 'add', 'Bob@example.com', '--role', 'viewer');
    await on('operator', 'role', 'nobody@example.com', 'admin');
    expect((await audited()).slice(0, 3)).toMatchObject([
      {
        endpoint: 'cli operator role',
        parameters: { operator: 'nobody@example.com', role: 'admin' },
        status: 404,
        outcome: 'failed',
      },
      {
        endpoint: 'cli operator add',
        parameters: { operator: 'Bob@example.com', role: 'viewer' },
        status: 200,
      },
      { endpoint: 'cli export-user', target: 'nobody', status: 404 },
    ]);
    const listed = JSON.parse((await on('audit', 'list', '--endpoint', 'cli operator add', '--json')).stdout);
    expect(listed.entries.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual([
      'cli operator add',
      'cli operator add',
      'cli operator add',
    ]);
    const changes = JSON.parse((await on('audit', 'list', '--about', 'change', '--json')).stdout);
    expect(changes.entries.map(({ endpoint }: { endpoint: string }) => endpoint)).not.toContain(
      'cli key list',
    );
  });

  it('does nothing where the row before it can not be written', async () => {
    await t.ingest.writeHistory([anActivity({ userId: 'safe', createdAt: Date.now() })], 'test');
    const log = `${t.db.s}.audit_log`;
    await t.db.pool.query(
      `alter table ${log} add constraint refuse check (endpoint <> 'cli erase') not valid`,
    );
    const { status, stdout } = await on('erase', 'safe', '--yes');
    expect([status, stdout]).toEqual([2, '']);
    await t.db.pool.query(`alter table ${log} drop constraint refuse`);
    const { rows } = await t.db.pool.query(`select 1 from ${t.db.s}.users where id = 'safe'`);
    expect(rows).toHaveLength(1);
  });
});
