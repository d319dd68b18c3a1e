import type { Database } from '../../db/connect.ts';

/** Every `table.column` of the schema in which a text stands anywhere. */
export async function findText(db: Database, text: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = $1 and data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'uuid', 'bytea')`,
    [db.schema],
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const hit = await db.pool.query(
      `select 1 from ${db.s}."${table}" where position($1 in "${column}"::text) > 0
         or position(encode(convert_to($1, 'UTF8'), 'hex') in "${column}"::text) > 0 limit 1`,
      [text],
    );
    if (hit.rows.length > 0) found.push(`${table}.${column}`);
  }
  return found.sort();
}
