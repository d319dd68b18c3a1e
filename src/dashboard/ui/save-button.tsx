import { Download } from 'lucide-react';
import * as texts from '#texts/ui.ts';
import type { CsvCell } from '../format/csv.ts';
import { Button } from './button.tsx';

type Rows = readonly (readonly CsvCell[])[];

export interface TableFile {
  /** What is in it, for whoever points at the button: `the top contributors`. */
  readonly what: string;
  /** What it is named by: the table, the range's first day. */
  readonly name: readonly string[];
  /** Made when the button is pressed; a head first. */
  readonly rows: () => Rows | Promise<Rows>;
}

/** What stands beside it as a CSV file, in exact numbers. */
export function SaveButton({ what, name, rows }: TableFile) {
  return (
    <Button
      look="icon"
      aria-label={texts.downloadCsv(what)}
      title={texts.downloadCsv(what)}
      onClick={async () => (await import('./save-csv.ts')).saveCsv(name, await rows())}
    >
      <Download className="size-4" aria-hidden="true" />
    </Button>
  );
}
