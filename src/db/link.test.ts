import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../test/support/server.ts';
import { connect } from './connect.ts';
import { type EmbeddedServer, startEmbedded } from './embedded/index.ts';

let server: EmbeddedServer;
let port: number;
let password: string;
const dir = temporaryFolder();
const certificates = mkdtempSync(join(tmpdir(), 'joip-tls-'));
const file = (name: string) => join(certificates, name);

/** An authority, a certificate of it for `localhost` alone, and an authority that has nothing to do with them. */
function makeCertificates(): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: certificates, stdio: 'pipe' });
  for (const name of ['ca', 'other'])
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
    );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
  );
  writeFileSync(file('san'), 'subjectAltName=DNS:localhost');
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'san',
    '-out',
    'server.pem',
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port: free } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

/** Written where the server keeps its own files, then read anew by it. */
async function configure(hba: string, ssl: 'on' | 'off'): Promise<void> {
  const cluster = await withAdmin(
    async (client) => (await client.query('show data_directory')).rows[0].data_directory,
  );
  const { uid, gid } = statSync(cluster);
  const put = (name: string, text: string | Buffer) => {
    writeFileSync(join(cluster, name), text);
    chownSync(join(cluster, name), uid, gid);
    chmodSync(join(cluster, name), 0o600);
  };
  put('server.pem', readFileSync(file('server.pem')));
  put('server.key', readFileSync(file('server.key')));
  put('pg_hba.conf', `local all all scram-sha-256\n${hba} all all all scram-sha-256\n`);
  await withAdmin(async (client) => {
    await client.query(`alter system set ssl_cert_file = 'server.pem'`);
    await client.query(`alter system set ssl_key_file = 'server.key'`);
    await client.query(`alter system set ssl = ${ssl}`);
    await client.query('select pg_reload_conf()');
  });
  // The postmaster reads them when it gets to it.
  await vi.waitFor(
    async () =>
      expect(await withAdmin(async (client) => (await client.query('show ssl')).rows[0].ssl)).toBe(ssl),
    { timeout: 20_000 },
  );
}

async function withAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** `TLS` or `plain`, or the message of the refusal. */
async function over(parameters: string, hosts = `localhost:${port}`): Promise<string> {
  const db = connect({ url: `postgres://postgres:${password}@${hosts}/postgres?${parameters}`, poolSize: 2 });
  try {
    const { rows } = await db.pool.query(
      'select ssl, repeat($1, 300000) as long from pg_stat_ssl where pid = pg_backend_pid()',
      ['é'],
    );
    expect(rows[0].long).toHaveLength(300_000);
    return rows[0].ssl ? 'TLS' : 'plain';
  } catch (error) {
    return (error as Error).message || String((error as AggregateError).errors?.[0]);
  } finally {
    await db.close();
  }
}

beforeAll(async () => {
  makeCertificates();
  port = await freePort();
  server = await startEmbedded({ dataDir: join(dir, 'pg'), port });
  password = new URL(server.url()).password;
});
afterAll(async () => {
  await server?.stop();
  for (const each of [dir, certificates]) rmSync(each, { recursive: true, force: true });
});

const verify = (mode: string, ca = 'ca') => `sslmode=${mode}&sslrootcert=${file(`${ca}.pem`)}`;

describe('a server with TLS', () => {
  beforeAll(() => configure('host', 'on'));

  it.each([
    ['', 'TLS'],
    ['sslmode=disable', 'plain'],
    ['sslmode=allow', 'plain'],
    ['sslmode=prefer', 'TLS'],
    ['sslmode=require', 'TLS'],
  ])('is spoken to as libpq does: %s', async (parameters, expected) => {
    expect(await over(parameters)).toBe(expected);
  });

  it('is verified by its authority, and by its name where that is asked for', async () => {
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect([mode, await over(verify(mode))]).toEqual([mode, 'TLS']);
      expect([mode, await over(verify(mode, 'other'))]).toEqual([
        mode,
        expect.stringMatching(/certificate|issuer/i),
      ]);
    }
    const address = `127.0.0.1:${port}`;
    expect(await over(verify('verify-ca'), address)).toBe('TLS');
    expect(await over(verify('verify-full'), address)).toMatch(/127\.0\.0\.1/);
  });

  it('is found as the second of several hosts', async () => {
    expect(await over('sslmode=require', `localhost:${await freePort()},localhost:${port}`)).toBe('TLS');
    expect(await over('sslmode=disable', `localhost:${await freePort()},localhost:${port}`)).toBe('plain');
  });

  it('is given up where it stays silent, and asked anew after that', async () => {
    const url = `postgres://postgres:${password}@localhost:${port}/postgres?sslmode=require`;
    const db = connect({ url, poolSize: 1, queryTimeout: 300 });
    await expect(db.pool.query('select pg_sleep(20)')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await db.close();
  });

  it('tells a wrong password once, and no other way in', async () => {
    const real = password;
    password = 'wrong';
    expect(await over('')).toMatch(/password authentication failed/);
    password = real;
  });
});

describe('a server whose pg_hba.conf lets in only', () => {
  it.each([
    ['hostssl', 'sslmode=disable', /no pg_hba\.conf entry/],
    ['hostssl', 'sslmode=allow', /^TLS$/],
    ['hostssl', 'sslmode=prefer', /^TLS$/],
    ['hostnossl', 'sslmode=prefer', /^plain$/],
    ['hostnossl', 'sslmode=require', /no pg_hba\.conf entry/],
  ])('%s: %s', async (hba, parameters, expected) => {
    await configure(hba, 'on');
    await expect.poll(() => over(parameters), { timeout: 30_000 }).toMatch(expected);
  });
});

describe('a server without TLS', () => {
  beforeAll(() => configure('host', 'off'));

  it.each([
    ['', /^plain$/],
    ['sslmode=allow', /^plain$/],
    ['sslmode=prefer', /^plain$/],
    ['sslmode=require', /doesn't offer TLS, which sslmode asks for; turn it on/],
  ])('%s', async (parameters, expected) => {
    expect(await over(parameters)).toMatch(expected);
  });
});
