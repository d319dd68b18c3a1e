import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/index.ts';
import { type EmbeddedServer, FolderInUse, type ServerState, startEmbedded } from '../db/embedded/index.ts';
import { createDatabase } from '../db/embedded/server.ts';
import { CliError } from './errors.ts';
import { readServerFile, type ServerFile } from './server-file.ts';
import { stopWithUs } from './signals.ts';

export const REAL_DATABASE = 'joip_analytics';
export const SAMPLE_DATABASE = 'joip_sample';

/** How long another process in the data folder is waited for, in milliseconds. */
const PATIENCE = 60_000;

/** A database server to work on, and how to let go of it. */
export interface Server {
  /** Connection URL of a database; of the only one there is where `DATABASE_URL` names it. */
  url(database: string): string;
  /** Ours: nobody else serves from it. */
  readonly embedded?: EmbeddedServer;
  /** How the embedded server of a running `serve` fares. */
  readonly served?: ServerState;
  /** Makes a database unless it exists; not on a server of the operator's own. */
  createDatabase(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The server that the configuration names: `DATABASE_URL`, else that of a running `serve` on the same data
 * folder, else the embedded one, started.
 */
export async function openServer(
  config: Config,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<Server> {
  if (config.databaseUrl) {
    const url = config.databaseUrl;
    const createDatabase = async () => {
      throw new CliError('this needs the embedded server; leave DATABASE_URL out');
    };
    return { url: () => url, createDatabase, close: async () => {} };
  }
  const finding = startOrFind(resolve(config.dataDir), log, signal);
  const release = stopWithUs(async () => {
    const found = await finding;
    if ('stop' in found) await found.stop();
  });
  const found = await finding.catch((error) => {
    release();
    throw error;
  });
  if ('databaseUrl' in found) {
    release();
    const url = (database: string) => withDatabase(found.databaseUrl, database);
    const make = (name: string) => createDatabase(url('postgres'), name);
    return { url, served: found.server, createDatabase: make, close: async () => {} };
  }
  await found.createDatabase(REAL_DATABASE);
  return {
    url: (database) => found.url(database),
    embedded: found,
    createDatabase: (name) => found.createDatabase(name),
    close: () => found.stop().finally(release),
  };
}

/** The server for a `serve`, which shares its data folder with no other. */
export async function openOwnServer(
  config: Config,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Server> {
  const server = await openServer(config, log, signal);
  if (!server.embedded) demandUnserved(config);
  return server;
}

/** @throws CliError where another `serve` has the data folder */
export function demandUnserved(config: Config): void {
  const dataDir = resolve(config.dataDir);
  const running = config.databaseUrl ? undefined : readServerFile(dataDir);
  if (running)
    throw new CliError(
      `${dataDir} is served already, at ${running.address} by process ${running.pid}; ` +
        'open that address, stop that process, or choose another --data-dir',
    );
}

/**
 * Starts the embedded server, or finds the one of a `serve`. Another process that has the folder may be a
 * `serve` that is starting, or a command that soon ends: it is waited for.
 */
async function startOrFind(
  dataDir: string,
  log: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<EmbeddedServer | ServerFile> {
  const said = new Set<string>();
  const once = (line: string) => {
    if (!said.has(line)) log(line);
    said.add(line);
  };
  for (const deadline = performance.now() + PATIENCE; ; await sleep(100, undefined, { signal })) {
    const running = readServerFile(dataDir);
    if (running) return running;
    try {
      return await startEmbedded({ dataDir: join(dataDir, 'postgres'), log: once });
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      if (performance.now() > deadline)
        throw new CliError(
          `process ${error.pid} works in ${dataDir} and hasn't ended; wait until it has, stop it, or choose another --data-dir`,
        );
      once(`waiting for process ${error.pid}, which works in ${dataDir}`);
    }
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}
