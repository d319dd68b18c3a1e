import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/db/embedded/index.ts';
import { nodesOf, onServer } from './nodes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the server that test databases are made on. */
    serverUrl: string;
    databaseKind: DatabaseKind;
    /** Starts the name of every database of this run. */
    databasePrefix: string;
  }
}

/** How the databases of this run differ from plain ones, as `scripts/lib/database-kinds.mjs` tells it. */
export interface DatabaseKind {
  /** Whom tests connect as, and through what. */
  app: string;
  /** Who makes the schema; never through a pooler, which would keep a template busy. */
  migrator: string;
  /** A pooler in transaction mode stands in between. */
  pooler: boolean;
  /** What `create database` is told. */
  locale?: string;
  /** SQL that the superuser runs in each new database, and in one whose schema was made. */
  created: readonly string[];
  migrated: readonly string[];
  /** Workers of a Citus coordinator, as `host:port`: what grows with activity is spread over them. */
  workers?: readonly string[];
}

/** vitest's global setup: the server of `TEST_DATABASE_URL`, else an embedded one in a temporary folder. */
export default async function setup(project: TestProject) {
  buildProgram();
  const prefix = `joip_test_${randomBytes(4).toString('hex')}`;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startTemporary();
  const url = given ?? server!.url;
  const kind = process.env.TEST_DATABASE_KIND;
  project.provide('serverUrl', url);
  project.provide(
    'databaseKind',
    kind ? JSON.parse(kind) : { app: url, migrator: url, pooler: false, created: [], migrated: [] },
  );
  project.provide('databasePrefix', prefix);
  return async () => {
    if (server) await server.stop();
    else for (const node of nodesOf(url, JSON.parse(kind ?? '{}').workers)) await dropDatabases(node, prefix);
  };
}

/** For tests that start the command line. Nothing happens where it is current. */
function buildProgram(): void {
  const script = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--only', 'server', '--javascript'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the command line can't be built: ${stderr}`);
}

/** An embedded server of its own in a temporary folder, set to be durable like a real one. */
export async function startTemporary(settings: Record<string, string> = {}) {
  const dir = temporaryFolder();
  const server = await startEmbedded({
    dataDir: join(dir, 'pg'),
    settings: { max_connections: '120', shared_buffers: '128MB', max_wal_size: '256MB', ...settings },
  });
  return {
    url: server.url(),
    server,
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const MEMORY = '/dev/shm';
const GIGABYTE = 1024 ** 3;

/** Whether there is memory for the files of servers: making one, or a database, waits for the disk otherwise. */
function inMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > 2 * GIGABYTE && freemem() > 4 * GIGABYTE;
  } catch {
    return false;
  }
}

/** A folder that the account which runs PostgreSQL can enter, also when the tests run as root. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(inMemory() ? MEMORY : tmpdir(), 'joip-test-'));
  chmodSync(dir, 0o711);
  return dir;
}

export async function dropDatabases(url: string, prefix: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { name } of rows)
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  });
}
