import { join, resolve } from 'node:path';
import type { Config } from '../config/index.ts';
import { type EmbeddedServer, startEmbedded } from '../db/embedded/index.ts';
import { createDatabase } from '../db/embedded/server.ts';
import { CliError } from './errors.ts';
import { readServerFile } from './server-file.ts';

export const REAL_DATABASE = 'joip_analytics';
export const SAMPLE_DATABASE = 'joip_sample';

/** A database server to work on, and how to let go of it. */
export interface Server {
  /** Connection URL of a database; of the only one there is where `DATABASE_URL` names it. */
  url(database: string): string;
  /** Ours: nobody else serves from it. */
  readonly embedded?: EmbeddedServer;
  /** Makes a database unless it exists; not on a server of the operator's own. */
  createDatabase(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The server that the configuration names: `DATABASE_URL`, else that of a running `serve` on the same data
 * folder, else the embedded one, started.
 */
export async function openServer(config: Config, log: (line: string) => void): Promise<Server> {
  if (config.databaseUrl) {
    const url = config.databaseUrl;
    const createDatabase = async () => {
      throw new CliError('this needs the embedded server; leave DATABASE_URL out');
    };
    return { url: () => url, createDatabase, close: async () => {} };
  }
  const dataDir = resolve(config.dataDir);
  const running = readServerFile(dataDir);
  if (running) {
    const url = (database: string) => withDatabase(running.databaseUrl, database);
    const make = (name: string) => createDatabase(url('postgres'), name);
    return { url, createDatabase: make, close: async () => {} };
  }
  const embedded = await startEmbedded({ dataDir: join(dataDir, 'postgres'), log });
  await embedded.createDatabase(REAL_DATABASE);
  return {
    url: (database) => embedded.url(database),
    embedded,
    createDatabase: (name) => embedded.createDatabase(name),
    close: () => embedded.stop(),
  };
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}
