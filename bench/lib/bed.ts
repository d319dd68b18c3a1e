import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultCatalogue } from '../../src/catalogue/index.ts';
import { connect, type Database } from '../../src/db/connect.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded/index.ts';
import { migrate } from '../../src/db/migrate.ts';
import { DatabaseRefusal } from '../../src/db/refusal.ts';
import { createIngest, type Ingest } from '../../src/ingest/index.ts';
import { closeStore } from '../../src/store/store.ts';

export interface Size {
  /** Activities in the large data sets. */
  events: number;
  users: number;
  /** Rounds of each comparison. */
  rounds: number;
  quick: boolean;
}

/** Where a benchmark runs: its own durable PostgreSQL, kept between runs for the large data sets. */
export interface Bed {
  server: EmbeddedServer;
  size: Size;
  /** A migrated, empty database of this name. */
  fresh(name: string): Promise<Lab>;
  /** A copy of a kept database, to be written to. */
  copy(from: string, name: string): Promise<Lab>;
  /** The database of this name as a former run left it, or null. */
  kept(name: string): Promise<Lab | null>;
}

export interface Lab {
  db: Database;
  url: string;
  ingest: Ingest;
  close(): Promise<void>;
}

const HOME = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

export async function openBed(size: Size): Promise<Bed> {
  mkdirSync(HOME, { recursive: true });
  const server = await startEmbedded({ dataDir: `${HOME}postgres`, log: (line) => console.error(line) });
  const admin = connect({ url: server.url('postgres'), poolSize: 1 });
  const exists = async (name: string) =>
    (await admin.pool.query('select 1 from pg_database where datname = $1', [name])).rows.length > 0;
  await assertDurable(admin);

  const open = (name: string) => openLab(server.url(name));

  return {
    server,
    size,
    async fresh(name) {
      await admin.pool.query(`drop database if exists "${name}" with (force)`);
      await server.createDatabase(name);
      return open(name);
    },
    async copy(from, name) {
      await admin.pool.query(`drop database if exists "${name}" with (force)`);
      await admin.pool.query(`create database "${name}" template "${from}" strategy file_copy`);
      return open(name);
    },
    async kept(name) {
      if (!(await exists(name))) return null;
      return open(name).catch((error: unknown) => {
        if (!(error instanceof DatabaseRefusal)) throw error;
        console.error(`  ${name} is of another version and is built anew`);
        return null;
      });
    },
  };
}

/**
 * A database that is there, migrated.
 *
 * @param patience milliseconds that it may take to answer
 */
export async function openLab(url: string, patience?: number): Promise<Lab> {
  const db = connect({ url, poolSize: 20, ...(patience && { queryTimeout: patience }) });
  try {
    await migrate(db, { catalogue: defaultCatalogue });
  } catch (error) {
    await db.close();
    throw error;
  }
  const ingest = createIngest(db, {
    catalogue: defaultCatalogue,
    ...(patience && { queue: { timeout: patience } }),
  });
  return {
    db,
    url,
    ingest,
    close: async () => {
      await ingest.close();
      await closeStore(db);
      await db.close();
    },
  };
}

/** A figure without durability would be no figure. */
async function assertDurable(db: Database): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await db.pool.query(`show ${setting}`);
    if (Object.values(rows[0])[0] !== 'on') throw new Error(`${setting} is off; a benchmark needs it on`);
  }
}
