import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { appliedMigrations, applyCore, knownMigrations } from '../db/migrate.ts';
import { ensureMonths } from '../db/partitions.ts';
import { BackupError } from './errors.ts';
import type { Header } from './format.ts';
import { qualified, readTables } from './tables.ts';

/** Filled by `migrate` itself: rows here don't make a database a used one. */
const BOOKKEEPING = new Set(['schema_migrations', 'meta', 'write_guard', 'catalogue_columns']);
/** Tables that the catalogue adds columns to, and their type. */
const CATALOGUE_COLUMNS: Readonly<Record<string, string>> = {
  user_usage_stats: 'integer not null default 0',
};

const ELSEWHERE =
  'restore into a new database: another --database-url, another --data-dir, or another --schema';

/** @throws BackupError where this program can't take the backup, or the database is in use already */
export async function demandTarget(db: Database, header: Header): Promise<void> {
  const known = knownMigrations();
  const foreign = header.migrations.filter((tag) => !known.includes(tag));
  if (foreign.length > 0)
    throw new BackupError(
      `the backup is newer than this program (it has migration ${foreign.join(', ')}); ` +
        `restore it with joip-analytics ${header.program} or newer`,
    );
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ encoding: string }>(
      'select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
    );
    if (rows[0]!.encoding !== 'UTF8')
      throw new BackupError(`the database keeps text as ${rows[0]!.encoding}; make one with encoding UTF8`);
    await demandEmpty(db, client);
  } finally {
    client.release();
  }
}

async function demandEmpty(db: Database, client: pg.PoolClient): Promise<void> {
  const tables = await readTables(db, client);
  if (tables.length > 0 && (await appliedMigrations(db, client)).length === 0)
    throw new BackupError(`the schema "${db.schema}" holds other tables (${tables[0]!.name}); ${ELSEWHERE}`);
  for (const { name } of tables) {
    if (BOOKKEEPING.has(name)) continue;
    const { rowCount } = await client.query(`select 1 from ${qualified(db, name)} limit 1`);
    if (rowCount)
      throw new BackupError(`the schema "${db.schema}" is in use: table ${name} has rows; ${ELSEWHERE}`);
  }
}

/** Tables one by one, never the schema: a host may keep things of its own in it. */
async function dropOurs(db: Database, client: pg.PoolClient, header: Header): Promise<void> {
  const ours = new Set([
    ...Object.values(db.tables).map((table) => getTableName(table)),
    ...header.tables.map(({ name }) => name),
    'schema_migrations',
  ]);
  const tables = await readTables(db, client);
  const foreign = tables.find(({ name }) => !ours.has(name));
  if (foreign)
    throw new BackupError(`the schema "${db.schema}" holds another table (${foreign.name}); ${ELSEWHERE}`);
  const list = tables.map(({ name }) => qualified(db, name)).join(', ');
  if (list) await client.query(`drop table ${list} cascade`);
}

/**
 * Makes the tables as they were when the backup was taken, empty. What an unused schema held is dropped.
 * Runs in the caller's transaction.
 */
export async function prepareTarget(db: Database, client: pg.PoolClient, header: Header): Promise<void> {
  await demandEmpty(db, client);
  await dropOurs(db, client, header);
  await applyCore(db, client, header.migrations);
  await ensureMonths(db, client, header.months);
  const made = new Map((await readTables(db, client)).map((table) => [table.name, table.columns]));
  for (const { name, columns } of header.tables) {
    const present = made.get(name);
    if (!present)
      throw new BackupError(
        `the backup has a table ${name}, which joip-analytics doesn't make; restore it by hand`,
      );
    for (const column of columns) {
      if (present.includes(column)) continue;
      const type = CATALOGUE_COLUMNS[name];
      if (!type)
        throw new BackupError(`the backup has a column ${name}.${column}, which joip-analytics doesn't make`);
      await client.query(`alter table ${qualified(db, name)} add column "${column}" ${type}`);
    }
  }
  // The migrations put in first rows of their own; the backup has them as they were.
  const list = header.tables.map(({ name }) => qualified(db, name)).join(', ');
  await client.query(`truncate ${list}`);
}
