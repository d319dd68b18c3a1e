import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ImportSummary } from '../../src/import/index.ts';
import { type TestDatabase, testDatabase } from '../support/index.ts';
import { zipOf } from '../support/zip.ts';
import { start } from './process.ts';
import { folder } from './support.ts';

vi.setConfig({ testTimeout: 300_000 });
let t: TestDatabase;
let dir: ReturnType<typeof folder>;
beforeEach(async () => {
  t = await testDatabase();
  dir = folder();
});
afterEach(async () => {
  dir.remove();
  await t.drop();
});
const logged = async () =>
  (await t.db.pool.query(`select count(*) as n from ${t.db.s}.user_activity_logs`)).rows[0].n as number;

const GOOD = 'u1,2024-06-10T12:00:00Z,session_created\n';
const BAD = 'u1,2024-06-10T12:00:00Z,flew\n';

it('refused rows go to the data folder, never beside the file; the exit code and the names tell of them', async () => {
  mkdirSync(dir.file('theirs'));
  const file = dir.file('theirs/log.csv');
  writeFileSync(file, `user,time,action\n${GOOD}${BAD}${BAD}`);
  const data = dir.file('data');
  const ended = await start(['import', file, '--as', 'csv', '--data-dir', data], t.url).ended;
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain(
    'names that stand for no action, most frequent first:\n             2  flew\n',
  );
  expect(ended.stderr).toContain('such as {"flew":null}');
  expect(readdirSync(dirname(file))).toEqual(['log.csv']);
  const refused = dir.file('data/refused/log.csv.ndjson');
  expect(ended.stdout).toContain(`refused rows are in ${refused}`);
  expect(
    readFileSync(refused, 'utf8')
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line).record),
  ).toEqual([BAD.trim(), BAD.trim()]);
  expect(statSync(refused).mode & 0o077).toBe(0);
});

it('where they can not be written is told before anything comes in', async () => {
  const file = dir.file('log.csv');
  writeFileSync(file, `user,time,action\n${GOOD}${BAD}`);
  for (const place of [dir.file(''), `${file}/refused.ndjson`, '/proc/refused.ndjson']) {
    const ended = await start(['import', file, '--as', 'csv', '--refused', place], t.url).ended;
    expect(ended.stderr).toContain('so nothing was imported; name another file with --refused FILE');
    expect(ended.code).toBe(2);
  }
  const own = await start(['import', file, '--as', 'csv', '--refused', file], t.url).ended;
  expect(own.stderr).toContain('exists and holds no refused rows');
  expect(readFileSync(file, 'utf8')).toBe(`user,time,action\n${GOOD}${BAD}`);
  expect(await logged()).toBe(0);
});

it('another file of the same source leaves the refused rows of the first listed', async () => {
  const call = (messageId: string, event: string) =>
    `${JSON.stringify({ type: 'track', messageId, event, userId: 'u', timestamp: '2024-06-10T12:00:00Z' })}\n`;
  const data = dir.file('data');
  for (const [folderName, id] of [
    ['jan', 'a'],
    ['feb', 'b'],
  ] as const) {
    mkdirSync(dir.file(folderName));
    writeFileSync(dir.file(`${folderName}/calls.json`), call(id, 'Flew') + call(`${id}2`, 'Session Created'));
    const args = ['import', dir.file(`${folderName}/calls.json`), '--as', 'segment', '--data-dir', data];
    expect((await start(args, t.url).ended).code).toBe(1);
  }
  expect(readFileSync(`${data}/refused/calls.json.ndjson`, 'utf8').trim().split('\n')).toHaveLength(2);
  expect(await logged()).toBe(2);
});

it('every command of the page of the import runs as it is written there', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const page = readFileSync(resolve(root, 'docs/import.md'), 'utf8');
  const commands = [...page.matchAll(/^joip-analytics (import examples\/import\/.*)$/gm)].map(
    ([, args]) => args!,
  );
  expect(commands.length).toBeGreaterThanOrEqual(7);
  for (const command of commands) {
    for (const arg of command.split(' '))
      if (arg.startsWith('examples/')) expect(existsSync(resolve(root, arg))).toBe(true);
    const args = command.split(' ').map((arg) => (arg.startsWith('examples/') ? resolve(root, arg) : arg));
    const ended = await start([...args, '--data-dir', dir.file('data')], t.url).ended;
    expect([command, ended.code, ended.stderr]).toEqual([command, 0, expect.anything()]);
  }
});

it('memory stays the same however large a file is, of whichever kind', async () => {
  const ROWS = 600_000;
  const rows = (line: (i: number) => string) =>
    Buffer.concat(
      Array.from({ length: ROWS / 10_000 }, (_, block) =>
        Buffer.from(Array.from({ length: 10_000 }, (_, i) => line(block * 10_000 + i)).join('')),
      ),
    );
  const at = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * 1000).toISOString();
  const csv = rows((i) => `user-${i % 1000},${at(i)},session_created,${'x'.repeat(40)}\n`);
  const json = rows(
    (i) => `${i === 0 ? '[' : ','}{"user":"user-${i % 1000}","time":"${at(i)}","action":"session_created"}`,
  );
  const table = Buffer.concat([Buffer.from('user,time,action,note\n'), csv]);
  const files: Record<string, Buffer> = {
    'list.json.gz': gzipSync(Buffer.concat([json, Buffer.from(']')]), { level: 1 }),
    'log.zip': zipOf({ 'utf16.csv': Buffer.from(`\uFEFF${table.toString()}`, 'utf16le') }, 0),
  };
  expect(json.length + csv.length).toBeGreaterThan(90_000_000);
  for (const [name, bytes] of Object.entries(files)) {
    const file = dir.file(name);
    writeFileSync(file, bytes);
    const { ended } = start(['import', file, '--as', 'csv', '--dry-run', '--json'], t.url, '', {
      NODE_OPTIONS: '--max-old-space-size=96',
    });
    const { code, stdout, stderr } = await ended;
    expect([name, code, stderr.includes('heap')]).toEqual([name, 0, false]);
    expect(JSON.parse(stdout) as ImportSummary).toMatchObject({ imported: ROWS, refused: 0, users: 1000 });
  }
});
