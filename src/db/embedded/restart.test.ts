import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbedded } from './index.ts';
import { killTree, startedAt } from './processes.ts';

let dir: string;
let server: EmbeddedServer | undefined;
let lines: string[];
let mounted: string | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'joip-test-'));
  // As root the server's account must be able to enter it; mkdtemp closes it to others.
  chmodSync(dir, 0o711);
  lines = [];
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  if (mounted) spawnSync('/bin/umount', ['-l', mounted]);
  mounted = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function start(dataDir = join(dir, 'pg')): Promise<EmbeddedServer> {
  server = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
  return server;
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server!.url() });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
const answers = (text: string) => query(text).catch((error: Error) => error.message);

it.each([
  ['the postmaster alone', (pid: number) => process.kill(pid, 'SIGKILL')],
  ['everything', killTree],
])(
  'kill -9 of %s: it is started again at the same address, time and again',
  async (_, kill) => {
    const { pid } = await start();
    await query('create table t as select generate_series(1, 1000) as n');
    for (const turn of [1, 2]) {
      kill(server!.pid);
      await expect.poll(() => server!.state().restarts, { timeout: 40_000 }).toBe(turn);
      expect(await answers('select count(*)::int as rows from t')).toEqual([{ rows: 1000 }]);
    }
    expect(server!.pid).not.toBe(pid);
    expect(server!.state()).toMatchObject({ running: true, lastEnd: { why: 'SIGKILL' } });
    expect(lines.filter((line) => line.includes('ended unexpectedly: SIGKILL'))).toHaveLength(2);
  },
  90_000,
);

it('kill -9 of a backend: PostgreSQL mends itself, under the same process', async () => {
  const { pid } = await start();
  const client = new pg.Client({ connectionString: server!.url() });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query('select pg_backend_pid() as pid');
  process.kill(rows[0].pid, 'SIGKILL');
  await expect.poll(() => answers('select 1 as one'), { timeout: 30_000 }).toEqual([{ one: 1 }]);
  expect(server!.pid).toBe(pid);
  expect(startedAt(pid)).toBeDefined();
});

it('can be stopped while it is being started again', async () => {
  const { pid } = await start();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => server!.state().lastEnd).not.toBeNull();
  await server!.stop();
  expect(server!.state().running).toBe(false);
  // Nobody holds the folder any more.
  await start();
  expect(await answers('select 1 as one')).toEqual([{ one: 1 }]);
});

it('a full disk: it comes back by itself once there is room', async ({ skip }) => {
  mounted = join(dir, 'small');
  mkdirSync(mounted);
  const { status } = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=711', 'tmpfs', mounted]);
  if (status !== 0) {
    mounted = undefined;
    skip('no small file system can be made here: that takes root and the right to mount');
  }
  await start(join(mounted!, 'pg'));
  await query('create table t as select 7 as n');
  const { bavail, bsize } = statfsSync(mounted!);
  writeFileSync(join(mounted!, 'ballast'), Buffer.alloc(bavail * bsize));
  expect(
    await answers("create table big as select repeat('x', 1000) from generate_series(1, 50000)"),
  ).toMatch(/No space left|terminat|could not/);
  process.kill(server!.pid, 'SIGKILL');
  await expect.poll(() => server!.state().lastEnd).not.toBeNull();
  rmSync(join(mounted!, 'ballast'));
  await expect.poll(() => answers('select n from t'), { timeout: 60_000 }).toEqual([{ n: 7 }]);
  await expect
    .poll(() => answers('insert into t values (8) returning n'), { timeout: 60_000 })
    .toEqual([{ n: 8 }]);
  // It answers a moment before it is told to have been started again.
  await expect.poll(() => server!.state().restarts).toBeGreaterThan(0);
}, 120_000);
