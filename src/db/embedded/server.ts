import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { hasEnded } from './launch.ts';
import type { Lock } from './lock.ts';
import { killTree, send } from './processes.ts';

/** A running PostgreSQL server of ours. */
export interface EmbeddedServer {
  /** Connection URL of a database on this server, `postgres` unless named. Holds the password. */
  url(database?: string): string;
  /** Where the data really is: not the folder asked for if PostgreSQL could not reach that one. */
  dataDir: string;
  /** Process id of the postmaster. */
  pid: number;
  /** Makes a database unless it exists: UTF-8, sorted by bytes. */
  createDatabase(name: string): Promise<void>;
  /** Disconnects clients, stops the server cleanly and waits for it. May be called again. */
  stop(): Promise<void>;
  /** `kill -9` of the server and all its children, for tests of crashes. */
  kill(signal?: 'SIGKILL'): void;
}

/** What is needed to look after a server that has been launched. */
interface Running {
  child: ChildProcess;
  lock: Lock;
  socketDir: string;
  dataDir: string;
  url: (database?: string) => string;
  log: (line: string) => void;
}

/** Milliseconds for a fast shutdown, which writes a checkpoint; then for a hard one. */
const patience = { SIGINT: 60_000, SIGQUIT: 10_000 } as const;

/** Looks after a launched server until it ends. */
export function superviseServer({ child, lock, socketDir, dataDir, url, log }: Running): EmbeddedServer {
  const pid = child.pid!;
  let stopping: Promise<void> | undefined;
  let held = true;
  const tidy = () => {
    // Once only: by the second time the folder may belong to a later server.
    if (!held) return;
    held = false;
    rmSync(socketDir, { recursive: true, force: true });
    lock.release();
  };
  child.once('exit', (code, signal) => {
    if (held && !stopping) log(`PostgreSQL (process ${pid}) ended unexpectedly: ${signal ?? `code ${code}`}`);
    tidy();
  });
  // The server alone keeps no program alive: one that forgets stop() may end, and the next start clears up.
  child.unref();

  return {
    url,
    dataDir,
    pid,
    createDatabase: (name) => createDatabase(url(), name),
    stop() {
      stopping ??= shutDown(child).then(tidy);
      return stopping;
    },
    kill() {
      if (hasEnded(child)) return;
      killTree(pid);
      tidy();
    },
  };
}

async function shutDown(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const exit = once(child, 'exit');
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!hasEnded(child)) send(child.pid!, signal);
    if (await within(exit, patience[signal])) return;
  }
  killTree(child.pid!);
  await exit;
}

async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  return Promise.race([promise.then(() => true), timeout]).finally(() => clearTimeout(timer));
}

export async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    await client.query(
      `create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'
         locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'`,
    );
  } catch (error) {
    // Another connection made it in between: seen by the check of the name, or by the unique index.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}
