import { rmSync } from 'node:fs';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { type Home, openHome, readPassword } from './home.ts';
import { launch } from './launch.ts';
import { type FolderLock, takeFolderLock } from './lock.ts';
import { clearPrevious, clearStalePid } from './previous.ts';
import { type EmbeddedServer, superviseServer } from './server.ts';
import { portOf, serverArgs } from './settings.ts';
import { makeSocketDir } from './socket.ts';

export { FolderInUse } from './lock.ts';
export type { EmbeddedServer, ServerState } from './server.ts';

/** What an embedded server is started with. */
export interface EmbeddedOptions {
  /** Folder for everything of this server: cluster, password, log. Made when missing. */
  dataDir: string;
  /** Told what the operator should know, a line at a time; silent by default. */
  log?: (line: string) => void;
  /** Settings of postgresql.conf that replace ours. */
  settings?: Record<string, string>;
  /** Also listen on this port of 127.0.0.1 (with the password); without it only on a private socket. */
  port?: number;
}

/**
 * Starts the PostgreSQL 18 server of the npm package on a data folder, making the cluster at the first start
 * (about 1 s; later ones about 0.1 s). A server that outlived a killed Node process is stopped first.
 *
 * @throws FolderInUse when another process has the folder; Error when the package is missing, or the server doesn't come up
 *
 * @example
 * const server = await startEmbedded({ dataDir: './data/postgres', log: console.error });
 * await server.createDatabase('analytics');
 * const pool = new pg.Pool({ connectionString: server.url('analytics') });
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => {});
  const home = openHome(options.dataDir, log);
  const lock = takeFolderLock(home);
  try {
    await clearPrevious(home, lock, log);
    return await startIn(home, lock, options, log);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startIn(
  home: Home,
  lock: FolderLock,
  { port, settings: overrides = {} }: EmbeddedOptions,
  log: (line: string) => void,
): Promise<EmbeddedServer> {
  const binaries = findBinaries(home.account, log);
  const password = readPassword(home);
  const socketDir = makeSocketDir(home, lock.note);
  try {
    await ensureCluster(home, binaries, password, socketDir);
    const args = await serverArgs(home, binaries, { socketDir, port, overrides });
    // The host is only for URL parsers, which demand one; drivers follow the parameter. TRICKY: sslmode, because
    // PGSSLMODE in our environment would else make drivers ask for TLS on the socket.
    const url = (database = 'postgres') =>
      `postgres://postgres:${password}@localhost/${encodeURIComponent(database)}` +
      `?host=${encodeURIComponent(socketDir)}&port=${portOf(port)}&sslmode=disable`;
    const start = (signal?: AbortSignal) =>
      launch(home, binaries, { args, url: url(), log, ...(signal ? { signal } : {}) });
    const startAgain = (signal: AbortSignal) => {
      clearStalePid(home);
      return start(signal);
    };
    const child = await start();
    return superviseServer({ child, startAgain, lock, socketDir, dataDir: home.dir, url, log });
  } catch (error) {
    rmSync(socketDir, { recursive: true, force: true });
    throw error;
  }
}
