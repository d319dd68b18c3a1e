import { PrismaPg } from '@prisma/adapter-pg';
import { getPrismaClient } from '@prisma/client/runtime/client';
import { sql as drizzleSql } from 'drizzle-orm';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { drizzle as drizzlePostgresJs } from 'drizzle-orm/postgres-js';
import createKnex from 'knex';
import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import postgres from 'postgres';
import { DataSource } from 'typeorm';
import type { HostTransaction } from '../../src/ingest/host.ts';
import { fromDrizzle } from '../../src/tx/drizzle.ts';
import { fromKnex } from '../../src/tx/knex.ts';
import { fromKysely } from '../../src/tx/kysely.ts';
import { fromPostgresJs } from '../../src/tx/postgres-js.ts';
import { fromPrisma } from '../../src/tx/prisma.ts';
import { fromTypeOrm } from '../../src/tx/typeorm.ts';

/** What a host does in its transaction: our part by `tx`, its own by `ask`. */
type Work = (tx: HostTransaction, ask: (text: string) => PromiseLike<unknown>) => Promise<void>;

/** A driver with a connection or several to one database. */
export interface Driver {
  /** Commits, or rolls back where the work rejects, by the driver's own means. */
  transaction(work: Work, serializable?: boolean): Promise<unknown>;
  end(): Promise<unknown>;
}

/** Each driver as its own pages tell hosts to open transactions. */
export const drivers: Record<string, (url: string) => Driver> = {
  pg(url) {
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    return {
      async transaction(work, serializable) {
        const client = await pool.connect();
        try {
          await client.query(serializable ? 'begin isolation level serializable' : 'begin');
          await work(client, (text) => client.query(text));
          await client.query('commit');
        } catch (error) {
          await client.query('rollback');
          throw error;
        } finally {
          client.release();
        }
      },
      end: () => pool.end(),
    };
  },

  'Drizzle over node-postgres'(url) {
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    return { ...withDrizzle(drizzlePg(pool)), end: () => pool.end() };
  },

  'Drizzle over postgres.js'(url) {
    const client = postgresJs(url);
    return { ...withDrizzle(drizzlePostgresJs(client) as never), end: () => client.end() };
  },

  Kysely(url) {
    const db = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
      plugins: [new CamelCasePlugin()],
    });
    return {
      transaction: (work, serializable) =>
        db
          .transaction()
          .setIsolationLevel(serializable ? 'serializable' : 'read committed')
          .execute((trx) => work(fromKysely(trx), (text) => trx.executeQuery(CompiledQuery.raw(text)))),
      end: () => db.destroy(),
    };
  },

  Knex(url) {
    const knex = createKnex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } });
    return {
      transaction: (work, serializable) =>
        knex.transaction((trx) => work(fromKnex(trx), (text) => trx.raw(text)), {
          isolationLevel: serializable ? 'serializable' : 'read committed',
        }),
      end: () => knex.destroy(),
    };
  },

  'postgres.js'(url) {
    const client = postgresJs(url);
    return {
      transaction: (work, serializable) =>
        client.begin(serializable ? 'isolation level serializable' : '', (sql) =>
          work(fromPostgresJs(sql), (text) => sql.unsafe(text)),
        ),
      end: () => client.end(),
    };
  },

  Prisma(url) {
    const Client = getPrismaClient(PRISMA as never);
    const prisma = new Client({ adapter: new PrismaPg({ connectionString: url }) } as never) as unknown as {
      $transaction(work: (tx: Raw) => Promise<void>, o: object): Promise<void>;
      $disconnect(): Promise<void>;
    };
    return {
      transaction: (work, serializable) =>
        prisma.$transaction((tx) => work(fromPrisma(tx), (text) => tx.$queryRawUnsafe(text)), {
          isolationLevel: serializable ? 'Serializable' : 'ReadCommitted',
          maxWait: 30_000,
          timeout: 60_000,
        }),
      end: () => prisma.$disconnect(),
    };
  },

  TypeORM(url) {
    const source = new DataSource({ type: 'postgres', url, poolSize: 2 });
    return {
      async transaction(work, serializable) {
        if (!source.isInitialized) await source.initialize();
        await source.transaction(serializable ? 'SERIALIZABLE' : 'READ COMMITTED', (manager) =>
          work(fromTypeOrm(manager), (text) => manager.query(text)),
        );
      },
      end: async () => source.isInitialized && source.destroy(),
    };
  },
};

interface Raw {
  $queryRawUnsafe(text: string, ...values: unknown[]): PromiseLike<unknown>;
}

function withDrizzle(db: ReturnType<typeof drizzlePg>): Pick<Driver, 'transaction'> {
  return {
    transaction: (work, serializable) =>
      db.transaction((tx) => work(fromDrizzle(tx), (text) => tx.execute(drizzleSql.raw(text))), {
        isolationLevel: serializable ? 'serializable' : 'read committed',
      }),
  };
}

/** It reads no socket's folder out of a URL. */
function postgresJs(url: string) {
  const { username, password, pathname, searchParams, hostname, port } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  const at = Number(searchParams.get('port') ?? (port || 5432));
  return postgres({
    ...(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${at}` } : { host, port: at }),
    username,
    password,
    database: pathname.slice(1),
    max: 2,
  });
}

/** What `prisma generate` writes for a schema without models: the real client, with nothing but raw statements. */
const PRISMA = {
  previewFeatures: [],
  clientVersion: '7.10.0',
  engineVersion: 'd1b3f377ca835d73fd50954a5e22128b9ebdd6b8',
  activeProvider: 'postgresql',
  inlineSchema: 'datasource db {\n  provider = "postgresql"\n}\n',
  runtimeDataModel: { models: {}, enums: {}, types: {} },
  parameterizationSchema: { strings: [], graph: 'AAAA' },
  compilerWasm: {
    getRuntime: () => import('@prisma/client/runtime/query_compiler_fast_bg.postgresql.mjs' as never),
    async getQueryCompilerWasmModule() {
      const { wasm } = (await import(
        '@prisma/client/runtime/query_compiler_fast_bg.postgresql.wasm-base64.mjs' as never
      )) as { wasm: string };
      return new WebAssembly.Module(Buffer.from(wasm, 'base64'));
    },
    importName: './query_compiler_fast_bg.js',
  },
};
