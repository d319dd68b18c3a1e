import type pg from 'pg';
import type { CatalogueInput } from '../catalogue/index.ts';
import { statsColumns } from './columns.ts';
import type { Database } from './connect.ts';
import { bumpCacheEpoch } from './meta.ts';

const TABLE = 'user_usage_stats';

/**
 * Adds the columns that the catalogue demands and are missing. Where nothing was counted yet they are filled at
 * once; otherwise they wait for `rebuild` before they are shown. Nothing is ever dropped.
 */
export async function syncCatalogue(
  db: Database,
  client: pg.PoolClient,
  catalogue: CatalogueInput,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from ${db.s}.catalogue_columns where table_name = '${TABLE}'`,
  );
  const present = new Set(rows.map((row) => row.name));
  const missing = statsColumns(catalogue).filter(({ column }) => !present.has(column));
  if (missing.length === 0) return [];
  for (const { column } of missing)
    await client.query(
      `alter table ${db.s}.${TABLE} add column if not exists "${column}" integer not null default 0`,
    );
  // Writers under way have ended: altering waits for them. Those that wait have to look at the columns anew.
  const filled = await nothingCounted(db, client);
  if (filled) await client.query(`update ${db.s}.write_guard set epoch = epoch + 1 where id = 1`);
  for (const { column } of missing)
    await client.query(
      `insert into ${db.s}.catalogue_columns (table_name, column_name, filled) values ($1, $2, $3)`,
      [TABLE, column, filled],
    );
  await indexDistinctFeatures(db, client, catalogue);
  return missing.map(({ column }) => `${TABLE}.${column}`);
}

/** Columns of lifetime counters that still wait for `rebuild`; a report shows null for them. */
export async function unfilledColumns(db: Database): Promise<Set<string>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from ${db.s}.catalogue_columns where table_name = '${TABLE}' and not filled`,
  );
  return new Set(rows.map((row) => row.name));
}

/**
 * A writer that doesn't know a column leaves it short: it waits for `rebuild` from then on. So while an older version
 * (or another catalogue) writes beside a newer one, no counter is shown that isn't whole.
 */
export async function unfillUnknown(db: Database, catalogue: CatalogueInput): Promise<void> {
  const { rowCount } = await db.pool.query(
    `update ${db.s}.catalogue_columns set filled = false
     where table_name = '${TABLE}' and filled and column_name <> all($1::text[])`,
    [statsColumns(catalogue).map(({ column }) => column)],
  );
  if (rowCount) await bumpCacheEpoch(db);
}

async function nothingCounted(db: Database, client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ some: boolean }>(
    `select exists (select 1 from ${db.s}.user_activity_logs) or exists (select 1 from ${db.s}.user_signals)
       or exists (select 1 from ${db.s}.chronicle_kept) as some`,
  );
  return !rows[0]!.some;
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
