import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../../test/support/program.ts';
import { temporaryFolder } from '../../test/support/server.ts';
import { startedAt } from '../db/embedded/processes.ts';

const folder = temporaryFolder();
const env = { ...process.env, DATABASE_URL: '', DATA_DIR: '' };
const isRoot = process.getuid?.() === 0;
/** Room for two first starts beside each other on a busy machine. */
const LONG = 180_000;

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) await end(child);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

function start(
  dataDir: string,
  command: string,
  args: string[] = [],
  as: { uid?: number; gid?: number } = {},
) {
  const own = command === 'serve' ? ['--empty', '--port', '0'] : [];
  const child = spawn(process.execPath, [PROGRAM, command, ...own, '--data-dir', dataDir, ...args], {
    ...as,
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text;
    });
  const until = async (pattern: RegExp) => {
    while (!pattern.test(output) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return pattern.exec(output);
  };
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, until, ended, output: () => output };
}
type Started = ReturnType<typeof start>;

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** The one that serves, and the other. */
async function sorted(
  two: [Started, Started],
): Promise<{ first: Started; address: string; second: Started }> {
  const found = await Promise.race(
    two.map(async (each) => ({ first: each, at: await each.until(/is at (http:\S+)/) })),
  );
  const second = two.find((each) => each !== found.first)!;
  expect([found.at, second.output()]).toEqual([expect.anything(), expect.any(String)]);
  return { first: found.first, address: found.at![1]!, second };
}

describe('two at once in one data folder', () => {
  it(
    'serve and serve: one serves, the other says where, first start ever and later',
    async () => {
      const dir = join(folder, 'two');
      for (const _ of ['first start', 'later one']) {
        const { first, address, second } = await sorted([start(dir, 'serve'), start(dir, 'serve')]);
        expect([await second.ended, second.output()]).toEqual([
          2,
          expect.stringContaining(
            `is served already, at ${address} by process ${first.child.pid}; open that address`,
          ),
        ]);
        expect((await fetch(`${address}healthz`)).status).toBe(200);
        await end(first.child);
      }
    },
    LONG,
  );

  it(
    'the one that waits takes over where the other is killed while it starts',
    async () => {
      const dir = join(folder, 'killed');
      const first = start(dir, 'serve');
      while (!existsSync(join(dir, 'postgres', 'supervisor.json')))
        await new Promise((resolve) => setTimeout(resolve, 5));
      const second = start(dir, 'serve');
      await second.until(/waiting for process|is at/);
      first.child.kill('SIGKILL');
      const at = await second.until(/is at (http:\S+)/);
      expect((await fetch(`${at![1]}healthz`)).status).toBe(200);
      await end(second.child);
    },
    LONG,
  );

  it(
    'serve and commands: each does its work',
    async () => {
      const dir = join(folder, 'commands');
      const all = [
        start(dir, 'serve'),
        start(dir, 'doctor', ['--json']),
        start(dir, 'backup', ['--out', join(folder, 'a.tar.gz')]),
        start(dir, 'migrate'),
      ];
      const [server, doctor, backup, migrate] = all as [Started, Started, Started, Started];
      expect([await migrate.ended, migrate.output()]).toEqual([0, expect.any(String)]);
      // Doctor and backup make nothing: where they come before the others' migrations, that is what they find.
      expect([await backup.ended, backup.output()]).toEqual(
        backup.output().includes('there is no schema "analytics"')
          ? [2, expect.any(String)]
          : [0, expect.any(String)],
      );
      expect([await doctor.ended, doctor.output()]).toEqual(
        doctor.output().includes('not migrated: ')
          ? [1, expect.stringContaining('"failed": 1,')]
          : [0, expect.stringContaining('"failed": 0,')],
      );
      expect(await server.until(/is at (http:\S+)/)).not.toBeNull();
      await end(server.child);
    },
    LONG,
  );
});

describe('a place that does not do is told', () => {
  const refusal = async (started: Started) => [await started.ended, started.output()];

  it(
    'a port that is taken, before anything is made',
    async () => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = taken.address() as { port: number };
      const dir = join(folder, 'port');
      const message = `joip-analytics: port ${port} of 127.0.0.1 is taken; choose another with --port (0 takes a free one) or --host\n`;
      expect(await refusal(start(dir, 'serve', ['--port', `${port}`]))).toEqual([2, message]);
      expect(existsSync(dir)).toBe(false);
      taken.close();
    },
    LONG,
  );

  it(
    'a folder below a file, and one whose name is too long',
    async () => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      expect(await refusal(start(join(file, 'data'), 'serve'))).toEqual([
        2,
        expect.stringMatching(
          /^joip-analytics: (ENOTDIR|EEXIST).*; a file stands where a folder should be; choose another/,
        ),
      ]);
      expect(await refusal(start(join(folder, 'n'.repeat(300)), 'serve'))).toEqual([
        2,
        expect.stringMatching(/^joip-analytics: ENAMETOOLONG.*; choose a shorter path/),
      ]);
    },
    LONG,
  );

  it.runIf(isRoot)(
    'a folder that an ordinary user may not write',
    async () => {
      const dir = join(folder, 'closed');
      mkdirSync(dir);
      chmodSync(dir, 0o755);
      expect(await refusal(start(join(dir, 'data'), 'serve', [], { uid: 65_534, gid: 65_534 }))).toEqual([
        2,
        expect.stringMatching(
          /^joip-analytics: EACCES.*; give this user the right to it, or choose another place/,
        ),
      ]);
    },
    LONG,
  );
});

describe('a place that does', () => {
  it.each([
    ['blanks, letters of other scripts, quotes', `my data  Übergröße 数据 "it's" $HOME`],
    ['a path of more than 107 bytes, which no socket may have', join('d'.repeat(100), 'e'.repeat(100))],
  ])(
    '%s',
    async (_, name) => {
      const server = start(join(folder, name), 'serve');
      const at = await server.until(/is at (http:\S+)/);
      expect([at, server.output()]).toEqual([expect.anything(), expect.any(String)]);
      expect((await fetch(`${at![1]}readyz`)).status).toBe(200);
      await end(server.child);
    },
    LONG,
  );

  it.runIf(isRoot)(
    'a folder of an ordinary user',
    async () => {
      const dir = join(folder, 'own');
      mkdirSync(dir);
      chownSync(dir, 65_534, 65_534);
      const server = start(join(dir, 'data'), 'serve', [], { uid: 65_534, gid: 65_534 });
      const at = await server.until(/is at (http:\S+)/);
      expect([at, server.output()]).toEqual([expect.anything(), expect.any(String)]);
      await end(server.child);
      expect(await server.ended).toBe(0);
    },
    LONG,
  );

  it.each([
    ['serve', 0],
    ['doctor', 130],
    ['migrate', 130],
  ])(
    'Ctrl-C of %s while the database starts for the first time leaves nothing running',
    async (command, code) => {
      const dir = join(folder, `stopped-${command}`);
      const pidFile = join(dir, 'postgres', 'cluster', 'postmaster.pid');
      const started = start(dir, command);
      while (!existsSync(pidFile)) await new Promise((resolve) => setTimeout(resolve, 5));
      const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
      started.child.kill('SIGINT');
      expect([await started.ended, started.output()]).toEqual([code, expect.any(String)]);
      expect([startedAt(pid), existsSync(pidFile), existsSync(join(dir, 'server.json'))]).toEqual([
        undefined,
        false,
        false,
      ]);
    },
    LONG,
  );
});
