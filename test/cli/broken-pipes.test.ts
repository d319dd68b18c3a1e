import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';
import { PROGRAM } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'joip-pipes-'));
const mapping = join(folder, 'map.json');
const rows = join(folder, 'rows.csv');
let t: TestDatabase;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  t = await testDatabase();
  env = { ...process.env, DATABASE_URL: t.url, SECRET_KEY: 'a secret of this test, 32 characters or more' };
  const details = { title: 'a title that takes its room '.repeat(20) };
  await t.ingest.writeHistory(
    Array.from({ length: 5_000 }, () => anActivity({ userId: 'much', details })),
    'test',
  );
  await t.ingest.track(anActivity({ action: 'unknown' }));
  writeFileSync(mapping, JSON.stringify({ columns: { userId: 'u', createdAt: 'at', action: 'a' } }));
  writeFileSync(rows, 'u,at,a\nu-1,2026-03-15T12:00:00Z,session_created\nu-1,2026-03-15T12:00:00Z,odd\n');
});
afterAll(async () => {
  await t.drop();
  rmSync(folder, { recursive: true });
});

/** Every command, with the exit code that it has where all can be written; it is the same where nobody reads. */
const cases: readonly [args: string[], code: number][] = [
  [['--help'], 0],
  [['serve', '--help'], 0],
  [['--version'], 0],
  [['nonsense'], 2],
  [['migrate'], 0],
  [['doctor', '--json'], 0],
  [['reconcile'], 0],
  [['rebuild'], 0],
  [['retain', '--dry-run'], 0],
  [['key', 'list'], 0],
  [['key', 'create', 'web'], 0],
  [['operator', 'list'], 0],
  [['operator', 'add', 'ann@example.com'], 0],
  [['dead-letters', 'list'], 0],
  [['dead-letters', 'replay', '--all'], 1],
  [['audit', 'list', '--json'], 0],
  [['audit', 'verify'], 0],
  [['import', rows, '--map', mapping, '--refused', join(folder, 'refused.ndjson')], 1],
  [['export-user', 'much'], 0],
  [['export', '-'], 0],
  [['backup', '--out', '-'], 0],
  [['restore', rows, '--check'], 2],
  [['sample', 'clear'], 2],
  [['erase', 'nobody', '--yes'], 1],
  [['adopt', '--dry-run'], 2],
  [['init', '--dry-run'], 0],
  [['serve', '--port', '0'], 0],
];
/** What only says something where it goes wrong, or ends by a signal alone, has no full disk to meet. */
const SILENT = new Set(['nonsense', 'adopt', 'restore', 'sample', 'erase', 'serve']);

it('covers every command', () => {
  expect(new Set(cases.map(([[name]]) => name))).toEqual(
    new Set([...Object.keys(commands), '--help', '--version', 'nonsense']),
  );
});

describe('where nobody reads, a command ends by itself and as it would', () => {
  it.each(cases)(
    '%j',
    async (args, code) => {
      const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy();
      child.stderr.destroy();
      expect(await once(child, 'exit')).toEqual([code, null]);
    },
    120_000,
  );

  it.each([['export-user much'], ['export -'], ['backup --out -'], ['dead-letters list'], ['--help']])(
    '%s | head',
    (args) => {
      const line = `"${process.execPath}" "${PROGRAM}" ${args} | head -c 20 | wc -c; echo "\${PIPESTATUS[0]}"`;
      const { stdout, stderr } = spawnSync('bash', ['-c', line], { env, encoding: 'utf8', timeout: 100_000 });
      expect(stdout.split(/\s+/).filter(Boolean)).toEqual(['20', '0']);
      expect(stderr).not.toMatch(/EPIPE|at .*\.js|Error/);
    },
    120_000,
  );
});

describe.runIf(process.platform === 'linux')('a full disk is told, with exit code 2', () => {
  it.each(cases.filter(([[name]]) => !SILENT.has(name!)))(
    '%j > /dev/full',
    async (args) => {
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', full, 'pipe'] });
      let said = '';
      child.stderr!.on('data', (text) => {
        said += text;
      });
      expect(await once(child, 'close')).toEqual([2, null]);
      expect(said).toMatch(/^joip-analytics: standard output can't be written: .*ENOSPC.*; make room/m);
      expect(said).not.toMatch(/^ +at /m);
    },
    120_000,
  );
});
