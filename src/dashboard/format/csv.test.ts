import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { rowsText } from '../../export/table-text.ts';
import { type CsvCell, csvText } from './csv.ts';

const ROWS: CsvCell[][] = [
  ['start', 'value', 'note'],
  ['2026-03-15T00:00:00.000Z', 12, 'plain'],
  ['2026-03-16T00:00:00.000Z', -3.5, 'a "quoted", listed one'],
  ['2026-03-17T00:00:00.000Z', null, 'two\r\nlines'],
  ['', 0, ''],
];

test('a reader of CSV gets back what was written', () => {
  const told = ROWS.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  expect(parse(csvText(ROWS))).toEqual(told);
});

test('texts are defused, numbers are not', () => {
  expect(csvText([['=HYPERLINK("http://x")', '+1', '@sum', "'=a", -1, '-1']])).toBe(
    `"'=HYPERLINK(""http://x"")",'+1,'@sum,''=a,-1,'-1\r\n`,
  );
});

test('it writes what the server writes of the same cells', () => {
  const columns = [0, 1, 2].map((i) => ({ name: `c${i}`, value: (row: CsvCell[]) => row[i] }));
  const cells: CsvCell[][] = [...ROWS, ["'=1", 'a\nb', ' led by a blank'], ['\tx', '\ry', '=cmd|x,"z"']];
  expect(csvText(cells)).toBe(rowsText('csv', columns, cells));
});
