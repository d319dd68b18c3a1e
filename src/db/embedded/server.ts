import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { within } from '../within.ts';
import { hasEnded } from './launch.ts';
import type { FolderLock } from './lock.ts';
import { killTree, sendSignal } from './processes.ts';

/** A running PostgreSQL server of ours. */
export interface EmbeddedServer {
  /** Connection URL of a database on this server, `postgres` unless named. Holds the password. */
  url(database?: string): string;
  /** Where the data really is: not the folder asked for if PostgreSQL couldn't reach that one. */
  dataDir: string;
  /** Process id of the postmaster; another one after a restart. */
  readonly pid: number;
  /** How it has fared since it was started by us. */
  state(): ServerState;
  /** Calls `tell` whenever it has been started again; returns what ends that. */
  onRestart(tell: () => void): () => void;
  /** Makes a database unless it exists: UTF-8, sorted by bytes. */
  createDatabase(name: string): Promise<void>;
  /** Disconnects clients, stops the server cleanly and waits for it. May be called again, and during a restart. */
  stop(): Promise<void>;
  /** `kill -9` of the server and all its children, as if we had died with it: for tests of crashes. */
  kill(): void;
}

export interface ServerState {
  readonly running: boolean;
  /** How often it had to be started again. */
  readonly restarts: number;
  /** When it last ended by itself, in milliseconds since 1970, and how. */
  readonly lastEnd: { readonly at: number; readonly why: string } | null;
}

/** What is needed to look after a server that has been launched. */
interface Running {
  child: ChildProcess;
  /** Launches it anew on the same folder and socket. */
  startAgain: (signal: AbortSignal) => Promise<ChildProcess>;
  lock: FolderLock;
  socketDir: string;
  dataDir: string;
  url: (database?: string) => string;
  log: (line: string) => void;
}

/** Milliseconds for a fast shutdown, which writes a checkpoint; then for a hard one. */
const patience = { SIGINT: 60_000, SIGQUIT: 10_000 } as const;
/** Pauses before it is started again, in milliseconds; they double while it doesn't come up. */
const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 30_000;
/** One that has run for this long has come up for good: the pauses begin anew. */
const STEADY = 60_000;

/**
 * Looks after a launched server until it is stopped. One that ends by itself (killed, out of memory, a full disk)
 * is started again and again, with growing pauses, for as long as it takes: a disk that has room again needs nobody.
 */
export function superviseServer(o: Running): EmbeddedServer {
  const { lock, socketDir, dataDir, url, log, startAgain } = o;
  const end = new AbortController();
  let child = o.child;
  let upSince = performance.now();
  let pause = SHORTEST_PAUSE;
  let restarts = 0;
  let lastEnd: ServerState['lastEnd'] = null;
  let restarting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;
  let held = true;
  const restarted = new EventEmitter<{ restarted: [] }>();
  const tidy = () => {
    // Once only: by the second time the folder may belong to a later server.
    if (!held) return;
    held = false;
    end.abort();
    rmSync(socketDir, { recursive: true, force: true });
    lock.release();
  };

  function watch(): void {
    const { pid } = child;
    child.once('exit', (code, signal) => {
      if (end.signal.aborted) return;
      const why = signal ?? `code ${code}`;
      lastEnd = { at: Date.now(), why };
      if (performance.now() - upSince > STEADY) pause = SHORTEST_PAUSE;
      log(`PostgreSQL (process ${pid}) ended unexpectedly: ${why}; it is started again`);
      restarting = restart().finally(() => {
        restarting = undefined;
      });
    });
    // The server alone keeps no program alive: one that forgets stop() may end, and the next start clears up.
    child.unref();
  }

  async function restart(): Promise<void> {
    let told = '';
    for (;;) {
      await sleep(pause, undefined, { signal: end.signal }).catch(() => {});
      if (end.signal.aborted) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      try {
        child = await startAgain(end.signal);
        restarts++;
        upSince = performance.now();
        log(`PostgreSQL runs again (process ${child.pid}), started ${restarts} times anew`);
        watch();
        restarted.emit('restarted');
        return;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        // Its log ends with other times and process ids at each try.
        const kind = why.replaceAll(/\d+/g, '');
        if (kind !== told && !end.signal.aborted)
          log(`${why}\nIt is tried again in ${pause / 1_000} s, and so on.`);
        told = kind;
      }
    }
  }

  watch();
  return {
    url,
    dataDir,
    get pid() {
      return child.pid!;
    },
    state: () => ({ running: !hasEnded(child), restarts, lastEnd }),
    onRestart(tell) {
      restarted.on('restarted', tell);
      return () => void restarted.off('restarted', tell);
    },
    createDatabase: (name) => createDatabase(url(), name),
    stop() {
      stopping ??= (async () => {
        end.abort();
        await restarting;
        await shutDown(child);
        tidy();
      })();
      return stopping;
    },
    kill() {
      end.abort();
      if (!hasEnded(child)) killTree(child.pid!);
      tidy();
    },
  };
}

async function shutDown(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.ref();
  const exit = once(child, 'exit');
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!hasEnded(child)) sendSignal(child.pid!, signal);
    if (await within(patience[signal], exit, () => false)) return;
  }
  killTree(child.pid!);
  await exit;
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
