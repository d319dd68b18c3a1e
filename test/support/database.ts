import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { inject } from 'vitest';
import { type CatalogueInput, defaultCatalogue } from '../../src/catalogue/index.ts';
import { connect, type Database } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createIngest, type Ingest, type IngestOptions } from '../../src/ingest/index.ts';
import { distribute } from '../../src/jobs/distribute.ts';
import { makeCluster, nodesOf, onServer, urlOf } from './nodes.ts';

export interface TestDatabaseOptions {
  /** Default: the default catalogue. */
  catalogue?: CatalogueInput & { fingerprint: string };
  /** Configured zone of per-user days. Default UTC. */
  timezone?: string;
  /** The clock of `ingest`, in milliseconds since 1970. Default the real one. */
  now?: () => number;
  /** Anything else of `createIngest`, such as small queues. */
  ingest?: Partial<IngestOptions>;
}

export interface TestDatabase {
  db: Database;
  url: string;
  /** The real write path over `db`. */
  ingest: Ingest;
  /** Closes ingest and pool, and drops the database. What a file forgets is dropped at the end of the run. */
  drop(): Promise<void>;
}

/**
 * A migrated, empty database of its own: a clone (about 0.1 s) of a template that is built once a run.
 *
 * @example
 * let t: TestDatabase;
 * beforeAll(async () => { t = await testDatabase({ timezone: 'America/New_York' }); });
 * afterAll(() => t.drop());
 * it('counts', async () => { await t.ingest.writeHistory([anActivity()], 'test'); });
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const catalogue = options.catalogue ?? defaultCatalogue;
  const timezone = options.timezone ?? 'UTC';
  const name = `${inject('databasePrefix')}_${randomBytes(6).toString('hex')}`;
  await onServer(server(), async (client) => {
    const template = await ensureTemplate(client, catalogue, timezone);
    // A copy of files: through the log of the server it takes four times as long. Of a cluster each node is copied.
    await onNodes(
      (node) => node.query(`create database ${name} template ${template} strategy file_copy`),
      client,
    );
  });
  const url = urlOf(inject('databaseKind').app, name);
  const db = connect({ url });
  const ingest = createIngest(db, { catalogue, now: options.now, ...options.ingest });
  return {
    db,
    url,
    ingest,
    async drop() {
      await ingest.close();
      await db.close();
      await dropEverywhere(name);
    },
  };
}

/** An empty database without a schema, for tests of the first start. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${inject('databasePrefix')}_${randomBytes(6).toString('hex')}`;
  await onServer(server(), (client) => createEmpty(client, name));
  return {
    url: urlOf(inject('databaseKind').app, name),
    async drop() {
      await dropEverywhere(name);
    },
  };
}

const server = () => inject('serverUrl');
const nodes = () => nodesOf(server(), inject('databaseKind').workers);

/** Test files run side by side: the first to ask builds the template, the others wait for it. */
async function ensureTemplate(
  client: pg.Client,
  catalogue: CatalogueInput & { fingerprint: string },
  timezone: string,
): Promise<string> {
  const shape = createHash('sha256').update(`${catalogue.fingerprint}\n${timezone}`).digest('hex');
  const name = `${inject('databasePrefix')}_t_${shape.slice(0, 12)}`;
  await client.query('select pg_advisory_lock(7262900)');
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return name;
    const draft = `${name}_draft`;
    await onNodes((node) => node.query(`drop database if exists ${draft} with (force)`), client);
    await createEmpty(client, draft);
    const { migrator, migrated, workers } = inject('databaseKind');
    const db = connect({ url: urlOf(migrator, draft), poolSize: 2 });
    try {
      await migrate(db, { catalogue, timezone });
      if (workers) await distribute(db);
    } finally {
      await db.close();
    }
    await onDatabase(draft, migrated);
    await onNodes((node) => freeze(node, draft, name), client);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock(7262900)');
  }
}

/** Sorted by bytes, as the embedded server makes its databases, unless this kind of database differs in it. */
async function createEmpty(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `select current_setting('server_version_num')::int as n`,
  );
  const { locale, created } = inject('databaseKind');
  const plain =
    rows[0]!.n >= 170_000 ? "locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'" : "locale 'C'";
  const make = `create database ${name} template template0 encoding 'UTF8' ${locale ?? plain}`;
  await onNodes((node) => node.query(make), client);
  if (inject('databaseKind').workers) await makeCluster(nodes().map((node) => urlOf(node, name)));
  await onDatabase(name, created);
}

/** Nobody may be in what is copied: on Citus a maintenance process comes by itself. */
async function freeze(client: pg.Client, draft: string, name: string): Promise<void> {
  await client.query(`alter database ${draft} allow_connections false`);
  await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
    draft,
  ]);
  await client.query(`alter database ${draft} rename to ${name}`);
}

/** Does something on each node; on the coordinator by a connection that is there. */
async function onNodes(work: (client: pg.Client) => Promise<unknown>, coordinator: pg.Client): Promise<void> {
  await work(coordinator);
  for (const node of nodes().slice(1)) await onServer(node, work);
}

const dropEverywhere = (name: string) =>
  onServer(server(), (client) => onNodes((node) => dropOn(node, name), client));

/** On Citus a process of its own comes into a database at any time, also while it is being dropped. */
async function dropOn(node: pg.Client, name: string): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await node.query(`drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries === 10) throw error;
    }
}

/** What a kind of database wants done in each, by the superuser. */
async function onDatabase(name: string, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  await onServer(urlOf(server(), name), async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}
