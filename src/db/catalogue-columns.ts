import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { registerKnownValues } from './breakdown-values.ts';
import { dailyColumns, statsColumns } from './columns.ts';
import type { Database } from './connect.ts';

/**
 * Adds the columns that the catalogue demands and are missing. On an empty log they are filled at
 * once; otherwise they wait for `rebuild` before a report serves them. Nothing is ever dropped.
 */
export async function syncCatalogue(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
): Promise<string[]> {
  await registerKnownValues(db, client, catalogue);
  const wanted = [
    ...statsColumns(catalogue).map(({ column }) => ({
      table: 'user_usage_stats',
      column,
      type: 'integer not null default 0',
    })),
    ...dailyColumns(catalogue).map(({ column }) => ({ table: 'user_daily_stats', column, type: 'integer' })),
  ];
  const { rows } = await client.query<{ name: string }>(
    `select table_name || '.' || column_name as name from ${db.s}.catalogue_columns`,
  );
  const present = new Set(rows.map((row) => row.name));
  const missing = wanted.filter(({ table, column }) => !present.has(`${table}.${column}`));
  if (missing.length === 0) return [];
  const filled = await logIsEmpty(db, client);
  for (const { table, column, type } of missing) {
    await client.query(`alter table ${db.s}.${table} add column if not exists "${column}" ${type}`);
    await client.query(
      `insert into ${db.s}.catalogue_columns (table_name, column_name, filled) values ($1, $2, $3)`,
      [table, column, filled],
    );
  }
  await indexDistinctFeatures(db, client, catalogue);
  return missing.map(({ table, column }) => `${table}.${column}`);
}

/** Columns of lifetime counters that still wait for `rebuild`; a report shows null for them. */
export async function unfilledColumns(db: Database): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from ${db.s}.catalogue_columns where table_name = 'user_usage_stats' and not filled`,
  );
  return new Set(rows.map((row) => row.name));
}

async function logIsEmpty(db: Database, client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query(`select 1 from ${db.s}.user_activity_logs limit 1`);
  return rows.length === 0;
}

/** "Users managed" and its like: distinct details of one feature in a range. */
async function indexDistinctFeatures(db: Database, client: pg.PoolClient, catalogue: CatalogueInput) {
  const features = new Set(Object.values(catalogue.distinct ?? {}).map((def) => def.feature));
  for (const feature of features)
    await client.query(
      `create index if not exists "user_activity_logs_${feature}" on ${db.s}.user_activity_logs (created_at)
       where feature = '${feature}'`,
    );
}
