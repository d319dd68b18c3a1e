import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import type { Database } from '../db/connect.ts';

export interface TableInfo {
  readonly name: string;
  /** In their order, without generated ones. */
  readonly columns: string[];
  /** Tables that its foreign keys name. */
  readonly needs: string[];
}

/**
 * Every table of the schema from the system catalogue, so that a new one is never forgotten; those that
 * others refer to come first. A partitioned table stands for its partitions.
 */
export async function readTables(db: Database, client: pg.ClientBase): Promise<TableInfo[]> {
  const { rows } = await client.query<TableInfo>(
    `select c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
             where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid and k.conparentid = 0) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
     order by c.relname`,
    [db.schema],
  );
  // Where Citus has spread the counters, their key to users is gone; they need them all the same.
  const [counters, users] = [db.tables.usageStats, db.tables.users].map((table) => getTableName(table));
  return inOrderOfNeed(
    rows.map((each) => (each.name === counters ? { ...each, needs: [...each.needs, users!] } : each)),
  );
}

/** Made of the others: a backup leaves it out, and a restore builds it anew. */
export const BUILT_ANEW = 'chronicle_blocks';

/** A circle of foreign keys keeps the order of names; such a restore is refused by PostgreSQL, not done wrong. */
export function inOrderOfNeed(tables: readonly TableInfo[]): TableInfo[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const ordered = new Set<TableInfo>();
  const visiting = new Set<TableInfo>();
  const visit = (table: TableInfo) => {
    if (ordered.has(table) || visiting.has(table)) return;
    visiting.add(table);
    for (const name of table.needs) {
      const needed = byName.get(name);
      if (needed) visit(needed);
    }
    ordered.add(table);
  };
  for (const table of tables) visit(table);
  return [...ordered];
}

/** `"analytics"."users"`, for names that came from the system catalogue or were checked against it. */
export const qualified = (db: Database, name: string): string => `${db.s}."${name.replaceAll('"', '""')}"`;

export const columnList = (columns: readonly string[]): string =>
  columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');

export async function sequenceNames(db: Database, client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'S' order by 1`,
    [db.schema],
  );
  return rows.map((row) => row.name);
}

/** Every lock is waited for, but not for ever; what a session pins says the rest. */
export const LOCKS_WAIT = `set local lock_timeout = '60s'`;
