import { defuse } from '../../contract/defuse.ts';

export type CsvCell = string | number | null;

/**
 * Rows as a CSV file (RFC 4180, lines end in CRLF), written as the server writes its own: texts that a
 * spreadsheet would run are defused, numbers are plain, null is an empty cell.
 *
 * A library for the browser would be ten times the size of the rest of the download.
 *
 * @example csvText([['day', 'visits'], ['=2+2', 12]]) // "day,visits\r\n'=2+2,12\r\n"
 */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');

function cellText(cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = defuse(cell ?? '');
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
