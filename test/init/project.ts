import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runInside } from '../support/run-program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

type Packages = readonly (string | readonly [string, string])[];

/** A host's project in a folder of its own, under git, with packages of ours and the one under test in it. */
export function project(files: Readonly<Record<string, string>>, packages: Packages = []) {
  const folder = mkdtempSync(join(tmpdir(), 'joip-init-'));
  const at = (path: string) => join(folder, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  const link = (name: string, to: string) => {
    mkdirSync(dirname(at(`node_modules/${name}`)), { recursive: true });
    symlinkSync(to, at(`node_modules/${name}`));
  };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  const run = (...args: string[]) => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    return runInside(...args);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  write('.gitignore', 'node_modules\n.env\n');
  link('joip-analytics', ROOT);
  for (const each of packages) {
    const [name, from] = typeof each === 'string' ? [each, each] : each;
    link(name, join(ROOT, 'node_modules', from));
  }
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=host', '-c', 'user.email=host@example.com', 'commit', '-qm', 'as generated');
  return {
    folder,
    write,
    read: (path: string) => readFileSync(at(path), 'utf8'),
    /** `git status`, and what changed in how many lines. */
    changed: () => git('status', '--porcelain', '-uall').trimEnd(),
    commit: () => {
      git('add', '-A');
      git('-c', 'user.name=host', '-c', 'user.email=host@example.com', 'commit', '-qm', 'more');
    },
    added: (path: string) =>
      git('diff', '--', path)
        .split('\n')
        .filter((line) => /^[+](?![+])/.test(line)).length,
    /** The real command, in the project's folder. */
    init: (...args: string[]) => run('init', ...args),
    run,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Project = ReturnType<typeof project>;

/** Starts a file of a project as its developer would; `stop` waits until it has ended. */
export async function started(folder: string, file: string, env: Readonly<Record<string, string>>) {
  const port = await freePort();
  const args = file.endsWith('.ts') ? [TSX, file] : [file];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'exit');
  return {
    base: `http://127.0.0.1:${port}`,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      return (await ended) as [code: number | null, signal: string | null];
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
