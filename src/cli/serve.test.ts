import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { PROGRAM } from '../../test/support/program.ts';
import { temporaryFolder } from '../../test/support/server.ts';
import { startedAt } from '../db/embedded/processes.ts';

// Each starts a server and many commands, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = [PROGRAM];
const folder = temporaryFolder();
const dataDir = join(folder, 'data');
mkdirSync(dataDir, { mode: 0o711 });
const env = { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir };

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** Starts `serve` as a process of its own, and waits until it says where it is. */
async function serve(...args: string[]) {
  const child = spawn(process.execPath, [...program, 'serve', '--empty', '--port', '0', ...args], {
    cwd: root,
    env,
  });
  children.push(child);
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /is at (http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  const until = async (pattern: RegExp) => {
    while (!pattern.test(output)) await new Promise((resolve) => setTimeout(resolve, 10));
    return pattern.exec(output)!;
  };
  return { child, address, until, output: () => output };
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], { cwd: root, env });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

async function signIn(address: string, token: string) {
  return fetch(`${address}api/auth/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
}

describe('serve', () => {
  it('starts, prints a link until it was used, and stops with its database', async () => {
    const first = await serve();
    const [, token] = await first.until(/admin\/sign-in#token=([\w-]{43})/);
    expect((await fetch(`${first.address}readyz`)).status).toBe(200);
    expect((await signIn(first.address, token!)).status).toBe(200);
    first.child.kill('SIGINT');
    expect(await once(first.child, 'exit')).toEqual([0, null]);
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
    expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);

    const second = await serve();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(second.output()).not.toContain('sign-in#token');
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  it('starts again after kill -9, with what was acknowledged', async () => {
    const first = await serve();
    const key = run('key', 'create', 'web').stdout.trim();
    const track = (address: string, body: object) =>
      fetch(`${address}api/track`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((answer) => answer.json());
    const activity = {
      userId: 'u',
      action: 'session_created',
      eventId: '0b6e2a6e-1111-4222-8333-444455556666',
      createdAt: Date.now(),
    };
    expect(await track(first.address, activity)).toMatchObject({ results: [{ outcome: 'committed' }] });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await serve();
    expect(await track(second.address, activity)).toMatchObject({ results: [{ outcome: 'duplicate' }] });
    second.child.kill('SIGINT');
    await once(second.child, 'exit');
  });

  it('tells how often its PostgreSQL was killed: on the System page, in the metrics and by doctor', async () => {
    const { child, address } = await serve();
    const authorization = `Bearer ${run('key', 'create', 'watch', '--scope', 'read').stdout.trim()}`;
    const ask = (path: string) => fetch(address + path, { headers: { authorization } });
    const embedded = async () => {
      const answer = await ask('api/admin/system');
      return answer.ok ? (await answer.json()).database.embedded : answer.status;
    };
    const restarts = () => {
      const { checks } = JSON.parse(run('doctor', '--json').stdout);
      return checks.find(({ name }: { name: string }) => name === 'restarts');
    };
    expect(await embedded()).toEqual({ restarts: 0, lastEnd: null });
    expect(restarts()).toMatchObject({ status: 'ok' });
    for (const times of [1, 2]) {
      const pid = readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0];
      process.kill(Number(pid), 'SIGKILL');
      await expect
        .poll(embedded, { timeout: 60_000 })
        .toEqual({ restarts: times, lastEnd: { at: expect.any(String), why: 'SIGKILL' } });
    }
    const metrics = await (await ask('metrics')).text();
    expect(metrics).toContain('joip_embedded_server_restarts_total 2\n');
    expect(metrics).toContain('joip_embedded_server_up 1\n');
    expect(restarts()).toMatchObject({ status: 'warn', detail: expect.stringMatching(/2 times.*SIGKILL/) });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(restarts()).toMatchObject({ status: 'ok' });
  });

  it('shares its database with commands, and its folder with no second server', async () => {
    const { child, address } = await serve();
    const second = run('serve', '--port', '0');
    expect(second).toMatchObject({ status: 2, stdout: '' });
    expect(second.stderr).toContain(`is served already, at ${address} by process ${child.pid}`);

    const { link } = JSON.parse(
      run('operator', 'create', 'Eve@Example.com', '--role', 'viewer', '--json').stdout,
    );
    expect(link).toMatch(new RegExp(`^${address}admin/sign-in#token=`));
    const answer = await signIn(address, link.split('=')[1]);
    expect(await answer.json()).toEqual({
      operator: { email: 'eve@example.com', role: 'viewer' },
      secondFactorNeeded: false,
    });
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    const panel = () => fetch(`${address}api/admin/panel`, { headers: { cookie } });
    expect((await panel()).status).toBe(200);
    expect(run('operator', 'sign-out', 'eve@example.com').status).toBe(0);
    expect((await panel()).status).toBe(401);

    const { id } = JSON.parse(run('key', 'create', 'gone', '--scope', 'read', '--json').stdout);
    expect(run('key', 'revoke', id)).toMatchObject({ status: 0, stdout: `revoked ${id}\n` });
    expect(run('key', 'revoke', id)).toMatchObject({ status: 1, stdout: '' });
    expect(run('migrate').stdout).toBe('the schema is up to date\n');
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(startedAt(child.pid!)).toBeUndefined();
  });
});
