import { type CsvCell, csvText } from '../format/csv.ts';
import { fileWords, saveFile } from './save-file.ts';

/** Rows, a head first, as a CSV file that is named by these words. Nothing is asked of the server. */
export const saveCsv = (words: readonly string[], rows: readonly (readonly CsvCell[])[]): void =>
  saveFile(new Blob([csvText(rows)], { type: 'text/csv' }), `${fileWords(...words)}.csv`);
