import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '../errors.ts';
import type { Format } from './format.ts';
import { createRecords, type Row } from './records.ts';

const csv: Format = { kind: 'csv', delimiter: ',', header: null, encoding: 'utf-8' };

/** Reads bytes in pieces of every given size. */
function rowsOf(
  content: string | Buffer,
  o: { format?: Format; piece?: number; from?: number; max?: number } = {},
) {
  const bytes = Buffer.from(content as string);
  const reader = createRecords(o.format ?? csv, o.from, o.max);
  const rows: Row[] = [];
  const piece = o.piece ?? bytes.length;
  for (let at = 0; at < bytes.length; at += Math.max(piece, 3))
    rows.push(...reader.push(bytes.subarray(at, at + Math.max(piece, 3))));
  rows.push(...reader.end());
  return { rows, reader };
}
const shown = ({ row, content }: Row) => [row, content instanceof Refused ? content.reason : content];

describe('CSV', () => {
  it('reads the fields that csv-parse reads, wherever the bytes are cut', () => {
    const field = fc.oneof(
      fc.constantFrom('', 'a', ' b ', ',', '"', '\n', '\r\n', 'é', '漢字', '""', 'x"y'),
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ß'), maxLength: 8 }),
    );
    const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, field), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 3, max: 40 }),
        fc.boolean(),
        (table, end, piece, closed) => {
          const lines = table.map((fields) => fields.map(quote).join(','));
          const text = ['a,b', ...lines].join(end) + (closed ? end : '');
          const expected = parse(text, {
            from_line: 1,
            skip_empty_lines: true,
            record_delimiter: [end],
          }).slice(1);
          const { rows } = rowsOf(text, { piece });
          expect(rows.map((row) => row.content)).toEqual(expected);
          expect(rows.map((row) => row.row)).toEqual(expected.map((_, i) => i));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('passes over the first rows without losing count', () => {
    const text = 'a,b\n1,"x\ny"\n\n2,"z"\n3,w\n';
    const { rows, reader } = rowsOf(text, { from: 2 });
    expect(rows.map(shown)).toEqual([[2, ['3', 'w']]]);
    expect(reader.skipped).toEqual({ row: 1, text: '2,"z"' });
  });

  it.each([
    [
      'text behind a closing quote',
      'a,b\n1,"x"y\n2,z\n',
      [
        [0, 'syntax'],
        [1, ['2', 'z']],
      ],
    ],
    [
      'an open quote that meets another',
      'a,b\n"1,x\n2,z\n3,"w"\n',
      [
        [0, 'syntax'],
        [1, ['2', 'z']],
        [2, ['3', 'w']],
      ],
    ],
    [
      'an open quote to the end',
      'a,b\n1,x\n2,"z\n3,w\n',
      [
        [0, ['1', 'x']],
        [1, 'unclosed_quote'],
      ],
    ],
    [
      'too few and too many fields',
      'a,b\n1\n1,2,3\n1,2\n',
      [
        [0, 'row_shape'],
        [1, 'row_shape'],
        [2, ['1', '2']],
      ],
    ],
    ['a quote inside an unquoted field', 'a,b\n5" disk,x\n', [[0, ['5" disk', 'x']]]],
    ['quotes at the end of a CRLF line', 'a,b\r\n"1","x"\r\n', [[0, ['1', 'x']]]],
    [
      'an empty last field',
      'a,b\n1,\n"1",""\n',
      [
        [0, ['1', '']],
        [1, ['1', '']],
      ],
    ],
  ])('%s', (_, text, expected) => {
    for (const piece of [3, 7, 1000]) expect(rowsOf(text, { piece }).rows.map(shown)).toEqual(expected);
  });

  it('refuses what is larger than the bound and keeps the rows around it, in pieces of any size', () => {
    const big = 'x'.repeat(300);
    const text = `a,b\n1,x\n2,${big}\n3,"${big}\n${big}\n${big}"\n4,"${big.slice(0, 80)}\ny"\n5,z\n`;
    for (const piece of [3, 50, 64, 10_000])
      expect(rowsOf(text, { piece, max: 100 }).rows.map(shown)).toEqual([
        [0, ['1', 'x']],
        [1, 'too_large'],
        [2, 'too_large'],
        [3, ['4', `${big.slice(0, 80)}\ny`]],
        [4, ['5', 'z']],
      ]);
  });

  it('refuses a row that is no UTF-8, and only that', () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Buffer.from([0xe9, 10]), Buffer.from('3,ü\n')]);
    for (const piece of [3, 5, 100])
      expect(rowsOf(bytes, { piece }).rows.map(shown)).toEqual([
        [0, ['1', 'é']],
        [1, 'encoding'],
        [2, ['3', 'ü']],
      ]);
  });
});

describe('JSON lines', () => {
  const format: Format = { kind: 'lines', encoding: 'utf-8' };
  it('reads objects and refuses everything else by its row', () => {
    const text = '\uFEFF{"a":1}\n\n  \r\n[1]\n{"a":\n"x"\n{"a":"\\u0000"}\r\n{"a":2}';
    const { rows } = rowsOf(text, { format, piece: 5 });
    expect(rows.map(shown)).toEqual([
      [0, { a: 1 }],
      [1, 'syntax'],
      [2, 'syntax'],
      [3, 'syntax'],
      [4, { a: '\0' }],
      [5, { a: 2 }],
    ]);
    expect(rows.map((row) => row.whole)).toEqual([true, true, true, true, true, false]);
  });
});
