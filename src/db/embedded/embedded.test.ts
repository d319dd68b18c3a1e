import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedServer, startEmbedded } from './index.ts';
import { startedAt } from './processes.ts';

// Each test makes a cluster, which a busy or slow machine takes seconds for.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const isLinux = process.platform === 'linux';
const isRoot = isLinux && process.getuid?.() === 0;

let dir: string;
let servers: EmbeddedServer[];
let children: ChildProcess[];
let lines: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'joip-test-'));
  // As root the server's account must be able to enter it; mkdtemp closes it to others.
  chmodSync(dir, 0o711);
  servers = [];
  children = [];
  lines = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => endNode(child, 'SIGTERM')));
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(dir, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({
    dataDir: join(dir, 'pg'),
    log: (line) => lines.push(line),
    ...options,
  });
  servers.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** Starts the server from another Node process. */
function startElsewhere(): ChildProcess {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const server = await startEmbedded({ dataDir: ${JSON.stringify(join(dir, 'pg'))} });
    process.on('SIGTERM', () => server.stop().then(() => process.exit()));
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** Waits for that server, and returns its process id. */
async function serverOf(child: ChildProcess): Promise<number> {
  const [line] = await once(child.stdout!, 'data');
  return Number(line);
}

async function endNode(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

const settingsOf = (url: string) =>
  query(
    url,
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'jit', 'data_checksums') order by name",
  );

describe('startEmbedded', () => {
  it('keeps rows from one start to the next, and makes a database once', async () => {
    const first = await start();
    await first.createDatabase('shop');
    await Promise.all([
      first.createDatabase('shop'),
      first.createDatabase('a "b"'),
      first.createDatabase('a "b"'),
    ]);
    await query(first.url('shop'), 'create table t as select 7 as n');
    await first.stop();
    expect(startedAt(first.pid)).toBeUndefined();

    const took: number[] = [];
    let second = first;
    while (took.length < 3) {
      await second.stop();
      const began = performance.now();
      second = await start();
      took.push(performance.now() - began);
    }
    // The fastest: in between others may have the processor.
    expect(Math.min(...took)).toBeLessThan(1000);
    expect(await query(second.url('shop'), "select n, lower('É') as low, 'a' < 'B' as words from t")).toEqual(
      [{ n: 7, low: 'é', words: false }],
    );
    expect(lines).toEqual([]);
  });

  it('is durable, off the network, and closed without its password', async () => {
    const server = await start();
    expect(await settingsOf(server.url())).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'jit', setting: 'off' },
      { name: 'listen_addresses', setting: '' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect(statSync(join(server.dataDir, 'password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(server.url());
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const socketDir = new URL(server.url()).searchParams.get('host')!;
    expect(statSync(socketDir).mode & 0o777).toBe(0o700);
    await server.stop();
    expect(existsSync(socketDir)).toBe(false);
    expect(readdirSync(server.dataDir).sort()).toEqual(['cluster', 'password', 'postgres.log']);
  });

  it('listens on loopback, with the password, when given a port', async () => {
    const server = await start({ port: 54_871, settings: { max_connections: '7' } });
    const password = new URL(server.url()).password;
    const url = `postgres://postgres:${password}@127.0.0.1:54871/postgres`;
    expect(await query(url, 'show max_connections')).toEqual([{ max_connections: '7' }]);
    await expect(query(url.replace(password, 'wrong'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it.runIf(isRoot)('runs as an ordinary user when started by root', async () => {
    const server = await start();
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    expect(statSync(join(server.dataDir, 'cluster')).uid).toBe(statSync(`/proc/${server.pid}`).uid);
    expect(statSync(join(server.dataDir, 'password')).uid).toBe(0);
  });

  it.runIf(isRoot)('moves the data where that user can reach it, and finds it again', async () => {
    chmodSync(dir, 0o700);
    const first = await start();
    try {
      expect(first.dataDir).toMatch(/^\/var\/lib\/joip-analytics\/pg-[0-9a-f]{10}$/);
      expect(lines).toEqual([expect.stringContaining(first.dataDir)]);
      expect(readFileSync(join(dir, 'pg', 'database-is-elsewhere.txt'), 'utf8')).toContain(first.dataDir);
      await query(first.url(), 'create table t as select 7 as n');
      await first.stop();
      const second = await start();
      expect(await query(second.url(), 'select n from t')).toEqual([{ n: 7 }]);
      await second.stop();
    } finally {
      await first.stop();
      rmSync(first.dataDir, { recursive: true });
    }
  });

  it('names the end of the log and what to do when the server does not start', async () => {
    const failed = start({ settings: { shared_buffers: 'many' } });
    await expect(failed).rejects.toThrow(
      /invalid value for parameter "shared_buffers": "many"[\s\S]*DATABASE_URL/,
    );
    await start();
  });
});

describe('after a crash', () => {
  it('stops the server that a killed Node process left behind', async () => {
    const child = startElsewhere();
    const pid = await serverOf(child);
    await endNode(child, 'SIGKILL');
    expect(startedAt(pid)).toBeDefined();
    const server = await start();
    expect(startedAt(pid)).toBeUndefined();
    expect(lines).toEqual([
      `stopping PostgreSQL (process ${pid}), left behind by process ${child.pid}, which is gone`,
    ]);
    expect(await query(server.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps what was committed before kill -9 of the server, and starts again at once', async () => {
    const first = await start();
    await query(first.url(), 'create table t as select generate_series(1, 1000) as n');
    first.kill();
    const second = await start();
    expect(await query(second.url(), 'select count(*)::int as rows from t')).toEqual([{ rows: 1000 }]);
    await first.stop();
    expect(startedAt(first.pid)).toBeUndefined();
    expect(startedAt(second.pid)).toBeDefined();
  });

  it('starts after kill -9 in the middle of initdb', async () => {
    const isDraft = (name: string) => name.startsWith('cluster.new');
    const killedWithin = async () => {
      const child = startElsewhere();
      await expect
        .poll(() => existsSync(join(dir, 'pg')) && readdirSync(join(dir, 'pg')).some(isDraft), {
          interval: 1,
        })
        .toBe(true);
      await endNode(child, 'SIGKILL');
      if (!existsSync(join(dir, 'pg', 'cluster'))) return true;
      // It got to the end of it before we saw it.
      await (await start()).stop();
      rmSync(join(dir, 'pg'), { recursive: true });
      return false;
    };
    await expect.poll(killedWithin, { timeout: 60_000 }).toBe(true);
    const server = await start();
    expect(await query(server.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(readdirSync(server.dataDir)).not.toContainEqual(expect.stringContaining('.new'));
  });

  it('takes no notice of a postmaster.pid and a lock whose process ids now belong to others', async () => {
    const first = await start();
    await first.stop();
    const other = spawn('sleep', ['60']);
    children.push(other);
    writeFileSync(join(first.dataDir, 'cluster', 'postmaster.pid'), `${other.pid}\n${first.dataDir}\n`);
    writeFileSync(
      join(first.dataDir, 'supervisor.json'),
      JSON.stringify({ pid: other.pid, started: 'earlier' }),
    );
    const second = await start();
    expect(await query(second.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(startedAt(other.pid!)).toBeDefined();
  });

  it('is not hindered by a lock that was half written', async () => {
    mkdirSync(join(dir, 'pg'), { mode: 0o711 });
    writeFileSync(join(dir, 'pg', 'supervisor.json'), '{"pid":');
    await start();
  });
});

describe('two supervisors', () => {
  it('refuses the second one while the first lives', async () => {
    const child = startElsewhere();
    await serverOf(child);
    const message = `The data directory is in use by process ${child.pid}; stop it, or choose another DATA_DIR.`;
    await expect(start()).rejects.toThrow(message);
  });

  it('lets one of several starts at once through', async () => {
    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it.runIf(isLinux)('leaves the server to us at Ctrl-C in the terminal', async () => {
    const pid = await serverOf(startElsewhere());
    const group = (of: number) => readFileSync(`/proc/${of}/stat`, 'utf8').split(') ')[1]!.split(' ')[2];
    expect(group(pid)).toBe(`${pid}`);
  });
});
