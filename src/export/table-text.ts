import { stringify } from 'csv-stringify/sync';
import { defuse, defuseJson } from './defuse.ts';
import { LINE_BREAK, type TableFormat } from './sql-lines.ts';

/** A column of a list whose rows are at hand. */
export interface Column<Row> {
  readonly name: string;
  /** Null is an empty cell. Objects are told as JSON, dates as ISO 8601. */
  value(row: Row): unknown;
}

/** The line of names that a CSV file begins with, after a byte order mark where one is asked for. */
export function headerText(format: TableFormat, names: readonly string[], bom: boolean): string {
  return format === 'csv' ? (bom ? '\uFEFF' : '') + csv([names.map(defuse)]) : '';
}

/** Rows as whole lines. Texts are defused in CSV; numbers stay numbers. */
export function rowsText<Row>(
  format: TableFormat,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): string {
  if (format === 'csv') return csv(rows.map((row) => columns.map((column) => cell(column.value(row)))));
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(columns.map((c) => [c.name, c.value(row) ?? null]))))
    .map((line) => line + LINE_BREAK.ndjson)
    .join('');
}

const csv = (rows: readonly (readonly (string | null)[])[]): string =>
  stringify(rows as (string | null)[][], {
    record_delimiter: 'windows',
    quoted_empty: true,
    quoted_match: /[\r\n]/,
  });

function cell(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return defuse(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? defuseJson(JSON.stringify(value)) : String(value);
}

/** A line of a row's cells, without its end: what `rowsText` makes, for files of any length. */
export const lineText: Record<
  TableFormat,
  (columns: readonly { readonly name: string }[]) => (cells: readonly unknown[]) => string
> = {
  // An empty line is passed over by many readers, so that a lone empty cell is written out.
  csv: () => (cells) => cells.map(csvCell).join(',') || '""',
  ndjson: (columns) => (cells) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }, i) => [name, cells[i] ?? null]))),
};

function csvCell(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = cell(value);
  if (text === null) return '';
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
