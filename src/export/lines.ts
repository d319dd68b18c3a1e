import { jsonCellSql, textCellSql } from './defuse.ts';
import { objectSql } from './sql-lines.ts';

/** Columns of an exported activity, in their order: every column of the log. */
export const EXPORT_COLUMNS = [
  'user_id',
  'created_at',
  'event_id',
  'action',
  'feature',
  'details',
  'ip_address',
  'user_agent',
  'session_id',
  'visit_id',
] as const;

export type ExportFormat = 'ndjson' | 'csv';

const INSTANT = `to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The line of a log row, made by the database: one text crosses over instead of ten values. */
export const lineOf: Record<ExportFormat, string> = {
  ndjson: objectSql(EXPORT_COLUMNS.map((column) => [column, column === 'created_at' ? INSTANT : column])),
  csv: EXPORT_COLUMNS.map((column) => {
    if (column === 'created_at') return INSTANT;
    if (column === 'event_id') return 'event_id::text';
    return column === 'details' ? jsonCellSql(column) : textCellSql(column);
  }).join(` || ',' || `),
};

export const headerOf: Record<ExportFormat, string> = { ndjson: '', csv: `${EXPORT_COLUMNS.join(',')}\r\n` };
export const lineBreakOf: Record<ExportFormat, string> = { ndjson: '\n', csv: '\r\n' };
