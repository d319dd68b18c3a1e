import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checkBackup } from '../../src/backup/index.ts';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { start } from '../import/process.ts';
import { anActivity, type TestDatabase, testDatabase } from '../support/index.ts';
import { emptyTarget, folder } from './support.ts';

vi.setConfig({ testTimeout: 120_000 });

let t: TestDatabase;
let dir: ReturnType<typeof folder>;
beforeAll(async () => {
  t = await testDatabase();
  dir = folder();
  for (let i = 0; i < 40; i++)
    await t.ingest.writeHistory(
      Array.from({ length: 1_000 }, (_, j) => anActivity({ userId: `u${(i * j) % 300}`, details: { i, j } })),
      'test',
    );
});
afterAll(async () => {
  dir.remove();
  await t.drop();
});

const run = (url: string, ...args: string[]) => start(args, url).ended;

it('backs up, verifies and restores from the command line, and tells how far it is', async () => {
  const file = dir.file('all.tar.gz');
  const made = await run(t.url, 'backup', '--out', file);
  expect(made).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/all\.tar\.gz: \d+ rows of \d+ tables, \d+\.\d MiB\n$/),
  });
  expect(made.stderr).toContain('writing user_activity_logs: 40,000 rows\n');
  expect(await run(t.url, 'backup', '--out', file)).toMatchObject({
    code: 2,
    stderr: `joip-analytics: ${file} exists already; choose another --out, or remove it\n`,
  });

  const checked = await run('postgres://nobody@127.0.0.1:1/none', 'restore', file, '--check');
  expect(checked).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/all\.tar\.gz is whole: \d+ rows of/),
  });
  expect(checked.stderr).toContain('verifying user_activity_logs: 40,000 rows\n');

  const target = await emptyTarget();
  const restored = await run(target.url, 'restore', file);
  expect(restored).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\n40000 activities recounted, drift 0\n$/),
  });
  const again = await run(target.url, 'restore', file);
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('the schema "analytics" is in use: table');
  await target.drop();

  // Whoever has lost this program still has their rows.
  expect(execFileSync('tar', ['tzf', file], { encoding: 'utf8' })).toContain(
    'tables/user_activity_logs/000001.copy\n',
  );
  const out = execFileSync('tar', ['xzOf', file, 'header.json'], { encoding: 'utf8' });
  expect(JSON.parse(out)).toMatchObject({
    format: 'joip-analytics-backup',
    version: 1,
    catalogue: { name: defaultCatalogue.name, fingerprint: defaultCatalogue.fingerprint },
  });
});

it('restores into the embedded server, which serves it', async () => {
  const file = dir.file('embedded.tar.gz');
  await run(t.url, 'backup', '--out', file);
  const data = ['--data-dir', dir.file('data')];
  const restored = await run('', 'restore', file, ...data);
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/drift 0\n$/) });
  const again = dir.file('again.tar.gz');
  expect(await run('', 'backup', '--out', again, ...data)).toMatchObject({ code: 0 });
  const [one, other] = [await checkBackup(file), await checkBackup(again)];
  // The restore told every process's cache to forget, and commands are in the audit log since.
  const { meta: _, audit_log, audit_signings: __, audit_subjects: ___, ...tables } = one.manifest.tables;
  expect(other.manifest.tables).toMatchObject(tables);
  expect(other.manifest.tables.audit_log!.rows).toBeGreaterThan(audit_log!.rows);
  expect(await run('', 'reconcile', ...data)).toMatchObject({
    code: 0,
    stdout: '40000 activities recounted, drift 0\n',
  });
});

it('stops at Ctrl-C without leaving a file, whole or half', async () => {
  const file = dir.file('stopped.tar.gz');
  const { child, ended } = start(['backup', '--out', file], t.url);
  await vi.waitFor(() => expect(existsSync(`${file}.part`)).toBe(true), { timeout: 60_000, interval: 2 });
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect([code, stderr.endsWith('stopped; no file was made\n')]).toEqual([130, true]);
  expect(readdirSync(dir.path).filter((name) => name.startsWith('stopped'))).toEqual([]);
});

it('writes to standard output for a pipe', async () => {
  const file = dir.file('piped.tar.gz');
  const { child, ended } = start(['backup', '--out', '-'], t.url);
  const chunks: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
  expect((await ended).code).toBe(0);
  writeFileSync(file, Buffer.concat(chunks));
  expect(readFileSync(file).length).toBeGreaterThan(10_000);
  expect(await run(t.url, 'restore', file, '--check')).toMatchObject({ code: 0 });
});

it('lists, replays and discards dead letters', async () => {
  const sent = anActivity({ userId: 'someone', createdAt: Date.now() + 3_600_000 });
  await t.ingest.track(sent);
  await t.ingest.track(anActivity({ action: 'nope' }));
  const listed = await run(t.url, 'dead-letters', 'list');
  expect(listed.stdout.split('\n')).toHaveLength(3);
  expect(listed.stderr).toBe('clock_skew: 1\nunknown_action: 1\n2 altogether\n');
  const json = JSON.parse((await run(t.url, 'dead-letters', 'list', '--json', '--user', 'someone')).stdout);
  expect(json).toMatchObject({
    letters: [{ reason: 'clock_skew', userId: 'someone' }],
    counts: { total: 2 },
  });
  const kept = await run(t.url, 'dead-letters', 'replay', '--reason', 'clock_skew');
  expect(kept).toMatchObject({ code: 1, stdout: 'dead_letter: 1\n1 tried, 0 gone, 1 kept\n' });
  expect(await run(t.url, 'dead-letters', 'discard', '--all')).toMatchObject({
    code: 0,
    stdout: '2 deleted\n',
  });
  expect(await run(t.url, 'dead-letters', 'discard')).toMatchObject({
    code: 2,
    stderr: 'joip-analytics: name letters by their ids, or by --reason <reason>, or take --all\n',
  });
});
