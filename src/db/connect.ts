import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { BorrowedPool, mostBorrowed } from './borrowed-pool.ts';
import { Client } from './client.ts';
import { readConnectionString, type Target } from './connection-string.ts';
import type { HostPool } from './host-pool.ts';
import { isPlain, Link } from './link.ts';
import type { Pooler } from './poolers.ts';
import { DatabaseRefusal } from './refusal.ts';
import { type Relations, relationsIn } from './relations.ts';
import { type Tables, tablesIn } from './schema/index.ts';
import { createSilence } from './silence.ts';

/** What takes a statement: the pool, or one connection of it. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

/** A pool, the schema's name and its tables: what every layer below `http` is handed. */
export interface Database {
  readonly pool: pg.Pool;
  /** The schema as a quoted identifier, for `sql` texts: `"analytics"`. */
  readonly s: string;
  readonly schema: string;
  readonly tables: Tables;
  /** Where reports read the platform's facts: our tables, or what a mapping names. */
  readonly relations: Relations;
  /** Query builder for plain reads and writes. */
  readonly orm: NodePgDatabase;
  /** Waits for what is under way, `within` milliseconds at most (1,000); then cuts every connection. */
  close(within?: number): Promise<void>;
}

export interface ConnectOptions {
  /** Left out only where `pool` is told. */
  url?: string | undefined;
  /** The host's, which connections are borrowed from; it is never ended. */
  pool?: HostPool | undefined;
  /** PostgreSQL schema that holds every table. Default `analytics`. */
  schema?: string;
  /** Connections at most. Default 10; of a pool that is told, half, but 3 to 10. */
  poolSize?: number;
  /** Whether a pooler lends its connections for a transaction at a time. Default `auto`: it is found out. */
  pooler?: Pooler | undefined;
  /** SELECTs of the host run here too, and find its tables by the path that is set for the role. Default false. */
  hostNames?: boolean;
  /** How long the database may leave a question unanswered before its connection is cut, in ms. Default 30,000. */
  queryTimeout?: number | undefined;
  /** Told of errors on idle connections; the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,40}$/;

/**
 * Opens a pool. Nothing is sent before the first query.
 *
 * @throws DatabaseRefusal where the URL can't be read, or `schema` is no plain name or one that is taken.
 * @example
 * const db = connect({ url: 'postgres://app@localhost/app' });
 */
export function connect(options: ConnectOptions): Database {
  const schema = options.schema ?? 'analytics';
  demandSchemaName(schema);
  const silence = createSilence(options.queryTimeout ?? 30_000);
  const { pool, cut } = options.pool ? borrowed(options.pool, options, silence) : opened(options, silence);
  return {
    pool,
    schema,
    s: `"${schema}"`,
    tables: tablesIn(schema),
    relations: relationsIn(`"${schema}"`),
    orm: drizzle(pool),
    async close(within = 1_000) {
      const ended = pool.end();
      await Promise.race([ended, sleep(within, undefined, { ref: false })]);
      cut();
      await Promise.race([ended, sleep(100)]);
    },
  };
}

type Silence = ReturnType<typeof createSilence>;

function opened(options: ConnectOptions, silence: Silence): { pool: pg.Pool; cut(): void } {
  const pool = new pg.Pool({
    ...poolTarget(readConnectionString(options.url ?? '')),
    max: options.poolSize ?? 10,
    Client,
    keepAlive: true,
    onConnect: (client: Client) => {
      silence.watch(client);
      return client.pin(options.pooler ?? 'auto', options.hostNames ?? false);
    },
  } as unknown as pg.PoolConfig);
  pool.on('error', options.onError ?? (() => {}));
  pool.on('release', (_error, client) => silence.reset(client));
  return { pool, cut: silence.cut };
}

function borrowed(host: HostPool, options: ConnectOptions, silence: Silence): { pool: pg.Pool; cut(): void } {
  const most = mostBorrowed(host, options.poolSize);
  const pool = new BorrowedPool(host, { most, hostNames: options.hostNames ?? false, silence });
  return { pool: pool as unknown as pg.Pool, cut: () => pool.cut() };
}

function poolTarget(target: Target) {
  const { hosts, user, password, database, options, applicationName, connectTimeout, channelBinding } =
    target;
  return {
    // Always told, so that nothing of the host's `pg.defaults` stands in.
    ...hosts[0]!,
    user,
    password,
    database,
    options,
    ssl: false,
    ...(isPlain(target) ? {} : { stream: () => new Link(target) }),
    enableChannelBinding: channelBinding ?? false,
    application_name: applicationName ?? 'joip-analytics',
    connectionTimeoutMillis: connectTimeout ?? 5_000,
  };
}

/** Names that PostgreSQL keeps to itself, and the one where the platform's own tables are. */
const TAKEN = /^(pg_.*|information_schema|public)$/;

function demandSchemaName(schema: string): void {
  const remedy = 'use a-z, 0-9 and _, up to 41 characters, such as analytics';
  if (!SCHEMA_NAME.test(schema))
    throw new DatabaseRefusal('schema', `schema "${schema}" isn't accepted`, remedy);
  if (TAKEN.test(schema))
    throw new DatabaseRefusal(
      'schema',
      `schema "${schema}" isn't ours to fill: ${
        schema === 'public'
          ? 'the platform’s own tables may be there under the same names'
          : 'PostgreSQL keeps it to itself'
      }`,
      'use a name of its own, such as analytics',
    );
}

/** Runs `work` in one transaction on one connection; rolls back where it throws. */
export async function transaction<T>(
  db: Database,
  work: (client: pg.PoolClient) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * One snapshot for all queries of a report: users, summary and charts agree.
 *
 * @param settings `set local` statements, sent along with the begin
 */
export function snapshot<T>(
  db: Database,
  work: (client: pg.PoolClient) => Promise<T>,
  settings = '',
): Promise<T> {
  return transaction(db, work, `begin isolation level repeatable read read only; ${settings}`);
}
