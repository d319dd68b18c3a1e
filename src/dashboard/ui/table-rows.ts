import type { CsvCell } from '../format/csv.ts';
import type { Column } from './data-table.tsx';

/** A table's rows for a file: each column by what orders it, or by the fields that it names for that. */
export function tableRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): CsvCell[][] {
  const fields = columns.flatMap(({ label, by, file }) =>
    Object.entries(file ?? (by ? { [label]: by } : {})),
  );
  return [fields.map(([name]) => name), ...rows.map((row) => fields.map(([, cellOf]) => cellOf(row)))];
}
