import { type Column, headerText, rowsText, type TableFormat } from '../export/index.ts';
import { BadRequest } from '../reports/errors.ts';
import { pickColumns } from '../reports/read/columns.ts';
import type { Reply } from './handler.ts';

export const MEDIA_TYPE: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** Half-open, in milliseconds; named in the file's name by its days in the zone. */
export interface FileRange {
  readonly start: number;
  readonly end: number;
  readonly timezone: string;
}

/** Saved under a name that tells what it holds: `users_2026-03-01_2026-03-31.csv`. */
export function fileHeaders(format: TableFormat, name: string, range?: FileRange): Record<string, string> {
  const day = (ms: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: range!.timezone, dateStyle: 'short' }).format(ms);
  const span = range ? `_${day(range.start)}_${day(range.end - 1)}` : '';
  // A declared detail may be called anything; a file, and a header, may not.
  const plain = name.replace(/[^\w.-]+/g, '-');
  return { 'content-disposition': `attachment; filename="${plain}${span}.${format}"` };
}

export interface TableOptions<Row> {
  readonly format: TableFormat;
  readonly name: string;
  readonly range?: FileRange | undefined;
  readonly columns: readonly Column<Row>[];
  /** Names that were asked for, in their order; all without. */
  readonly asked?: readonly string[] | undefined;
  readonly bom?: boolean | undefined;
  readonly rows: readonly Row[];
}

/**
 * A list that is at hand as a file of CSV (RFC 4180, formula-safe) or NDJSON. What doesn't fit into memory
 * goes through `downloadReply`.
 *
 * @throws BadRequest for an unknown column.
 * @example tableReply({ format: 'csv', name: 'referrals', columns: [{ name: 'code', value: (r) => r.code }], rows })
 */
export function tableReply<Row>(o: TableOptions<Row>): Reply {
  const columns = pickColumns(o.columns, o.asked);
  const header = headerText(
    o.format,
    columns.map(({ name }) => name),
    o.bom ?? false,
  );
  return {
    headers: { ...fileHeaders(o.format, o.name, o.range), 'x-total-rows': String(o.rows.length) },
    text: { type: MEDIA_TYPE[o.format], text: header + rowsText(o.format, columns, o.rows) },
    rows: o.rows.length,
  };
}

/** Rows of a file that is made in memory, at most. */
const MAX_FILE = 50_000;

/** @throws BadRequest where a file is asked for with what only a page takes */
export function refusePages(given: ReadonlySet<string>): void {
  for (const name of ['cursor', 'page', 'pageSize'])
    if (given.has(name)) throw new BadRequest({ [name]: 'is of pages; a file holds every row' });
}

/** The query of a list's page as that of its file: from the first row to the last. */
export function wholeList<Q extends { readonly pageSize: number }>(query: Q, given: ReadonlySet<string>): Q {
  refusePages(given);
  return { ...query, pageSize: MAX_FILE };
}

/** @throws BadRequest where a list goes on after the file's last row */
export function refuseLongFile(nextCursor: string | null): void {
  if (nextCursor !== null)
    throw new BadRequest({ startDate: `needs to be later: a file takes ${MAX_FILE} rows at most` });
}

/** @throws BadRequest where JSON is asked for with what only a file takes */
export function refuseFileParams(given: ReadonlySet<string>): void {
  for (const name of ['columns', 'bom'])
    if (given.has(name)) throw new BadRequest({ [name]: 'is of files; add format=csv or format=ndjson' });
}
