import type { SqlColumn } from '../db/sql-column.ts';
import { jsonCellSql, textCellSql } from './defuse.ts';

/** How a table is sent: text with commas (RFC 4180), or a JSON object a line. */
export type TableFormat = 'csv' | 'ndjson';

/** Made whole by the database, so that one text crosses over instead of many values. */
export const sqlLine: Record<TableFormat, (columns: readonly SqlColumn[]) => string> = {
  // An empty line is passed over by many readers, so that a lone empty cell is written out.
  csv: (columns) =>
    columns.length === 1
      ? `coalesce(nullif(${csvCell(columns[0]!)}, ''), '""')`
      : joined(columns.map(csvCell)),
  ndjson: (columns) => objectSql(columns.map((column) => [column.name, jsonValue(column)])),
};

export const LINE_BREAK: Record<TableFormat, string> = { csv: '\r\n', ndjson: '\n' };

const instant = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const date = (sql: string) => `to_char(${sql}, 'YYYY-MM-DD')`;

function csvCell({ kind, sql }: SqlColumn): string {
  if (kind === 'none') return `''`;
  if (kind === 'text') return textCellSql(sql);
  if (kind === 'json') return jsonCellSql(sql);
  if (kind === 'instant') return `coalesce(${instant(sql)}, '')`;
  if (kind === 'date') return `coalesce(${date(sql)}, '')`;
  return `coalesce((${sql})::text, '')`;
}

function jsonValue({ kind, sql }: SqlColumn): string {
  if (kind === 'none') return 'null::text';
  if (kind === 'instant') return instant(sql);
  if (kind === 'text') return `(${sql})::text`;
  return kind === 'date' ? date(sql) : sql;
}

/** A JSON object as `row_to_json` writes it, made without a subquery: Citus takes none for each row of the log. */
export const objectSql = (members: readonly (readonly [name: string, value: string])[]): string =>
  `'{' || ${joined(members.map(([name, value]) => `${nameSql(name)} || coalesce(to_json(${value})::text, 'null')`))} || '}'`;

const nameSql = (name: string) => `'${JSON.stringify(name).replaceAll("'", "''")}:'`;

/** A function takes 100 arguments at most. */
const MOST = 90;

function joined(cells: readonly string[]): string {
  if (cells.length <= MOST) return `concat_ws(',', ${cells.join(', ')})`;
  return `${joined(cells.slice(0, MOST))} || ',' || ${joined(cells.slice(MOST))}`;
}
