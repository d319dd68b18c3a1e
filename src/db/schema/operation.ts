import { sql } from 'drizzle-orm';
import { bigint, boolean, integer, jsonb, type PgSchema, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Facts about this installation: time zone, catalogue fingerprint, cache epoch. */
export const meta = (s: PgSchema) =>
  s.table('meta', { key: text('key').primaryKey(), value: jsonb('value').notNull() });

/** One row that every write shares and every change of user flags or rebuild takes for itself. */
export const writeGuard = (s: PgSchema) =>
  s.table('write_guard', {
    id: integer('id').primaryKey(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
  });

/** Columns that the catalogue added; not served until filled. */
export const catalogueColumns = (s: PgSchema) =>
  s.table(
    'catalogue_columns',
    {
      tableName: text('table_name').notNull(),
      columnName: text('column_name').notNull(),
      filled: boolean('filled').notNull(),
      addedAt: instant('added_at').notNull().default(sql`now()`),
    },
    (t) => [primaryKey({ columns: [t.tableName, t.columnName] })],
  );

/** How far each import source has been read, so that a second run adds only what is new. */
export const importRuns = (s: PgSchema) =>
  s.table('import_runs', {
    source: text('source').primaryKey(),
    rowsDone: bigint('rows_done', { mode: 'number' }).notNull(),
    mapping: text('mapping').notNull(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  });
