import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TargetDatabase } from './database.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = join(root, '.cache/proof');

export type Mutant = 'acknowledge-before-commit' | 'no-dedupe';

/** Compiles the server as it is now, so that it starts in half a second instead of three. */
export function compile(): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'test/proof/tsconfig.json')], { stdio: 'pipe' });
  for (const name of ['drizzle', 'package.json'])
    if (!existsSync(join(build, name))) symlinkSync(join(root, name), join(build, name));
}

/** The server under test with its database: a process that can be started again after a kill. */
export function createTarget(dataDir: string, database: TargetDatabase, mutant?: Mutant) {
  let child: ChildProcess | undefined;
  let address = '';

  return {
    /** Starts it and waits until it listens. */
    async start(): Promise<void> {
      database.start();
      const args = mutant
        ? [join(build, 'test/proof/mutants/server.js')]
        : [join(build, 'src/cli/main.js'), 'serve', '--empty'];
      const started = spawn(process.execPath, args, {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          DATA_DIR: dataDir,
          PORT: '0',
          LOG_LEVEL: 'silent',
          ...database.env,
          ...(mutant ? { MUTANT: mutant } : {}),
        },
      });
      child = started;
      let said = '';
      address = await new Promise<string>((resolve, reject) => {
        started.stderr.on('data', (chunk: Buffer) => {
          said += chunk;
        });
        started.stdout.on('data', (chunk: Buffer) => {
          said += chunk;
          const found = /is at (http:\S+)/.exec(said)?.[1];
          if (found) resolve(found);
        });
        started.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
      });
    },
    /** Of the last start. */
    address: () => address,
    databaseUrl: database.url,
    /**
     * SIGKILL to the server and to PostgreSQL with all its processes.
     *
     * @param first `both` at once, or which of them the other outlives by `gap` milliseconds
     */
    async kill(first: 'both' | 'server' | 'database' = 'both', gap = 0): Promise<void> {
      const running = child!;
      const gone = once(running, 'exit');
      if (first === 'database') await database.kill();
      else running.kill('SIGKILL');
      if (first !== 'both') await sleep(gap);
      if (first === 'database') running.kill('SIGKILL');
      else await database.kill();
      await gone;
    },
    /** Stops its database, as a frozen machine would: it takes connections and says nothing. */
    freeze: (): void => database.freeze(),
    /** Segments in its spool. */
    spooledSegments: (): number =>
      existsSync(join(dataDir, 'spool'))
        ? readdirSync(join(dataDir, 'spool'), { recursive: true }).filter((name) =>
            `${name}`.endsWith('.seg'),
          ).length
        : 0,
    /** Ends both, also where the server did not take PostgreSQL with it. */
    async stop(): Promise<void> {
      if (child && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGINT');
        await gone;
      }
      database.stop();
    },
  };
}

export type Target = ReturnType<typeof createTarget>;
