import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/index.ts';
import { undefuse } from '../contract/defuse.ts';
import { defuse, defuseJson } from './defuse.ts';
import { sqlLine } from './sql-lines.ts';
import { headerText, rowsText } from './table-text.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t?.drop());

const storable = (raw: string) => raw.toWellFormed().replaceAll('\u0000', '');
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...`=+-@'\t\r\n",;a é😀1＝－\uFEFF\u200B\u00A0\u3000\u{E0020}`) }),
  fc.string({ unit: 'binary' }).map(storable),
  fc.string().filter((each) => !each.includes('\u0000')),
);
const row = fc.record({
  a: fc.option(text),
  b: text,
  n: fc.integer(),
  j: fc.dictionary(fc.constantFrom('x', 'y'), text),
});
const columns = (['a', 'b', 'n', 'j'] as const).map((name) => ({
  name,
  value: (each: Record<string, unknown>) => each[name],
}));

/** As programs read it that part cells at commas, and those that part them at `;` and know no quotes. */
function expectNoFormula(cell: string): void {
  for (const part of [cell, ...cell.split(/[;\t\r\n]/)])
    expect(part.normalize('NFKC')).not.toMatch(
      /^["\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@]/u,
    );
}

describe('a table as CSV', () => {
  it('reads back as it was, formulas defused, whoever wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const written = rowsText('csv', columns, rows);
        const cells = rows.map((each) => [
          each.a === null ? '' : defuse(each.a),
          defuse(each.b),
          String(each.n),
          defuseJson(JSON.stringify(each.j)),
        ]);
        expect(parse(written, { record_delimiter: '\r\n' })).toEqual(cells);
        // The database writes the same lines.
        const plain = sqlLine.csv([
          { name: 'a', kind: 'text', sql: 'x.a' },
          { name: 'b', kind: 'text', sql: 'x.b' },
          { name: 'n', kind: 'number', sql: 'x.n' },
          { name: 'j', kind: 'json', sql: 'x.j' },
        ]);
        const { rows: lines } = await t.db.pool.query(
          `select ${plain} as line from unnest($1::text[], $2::text[], $3::bigint[], $4::json[]) with ordinality as x(a, b, n, j, i) order by i`,
          [
            rows.map((x) => x.a),
            rows.map((x) => x.b),
            rows.map((x) => x.n),
            rows.map((x) => JSON.stringify(x.j)),
          ],
        );
        const made = lines.map((each) => `${each.line}\r\n`).join('');
        expect(parse(made, { record_delimiter: '\r\n' })).toEqual(cells);
        // No cell but a number begins a formula.
        for (const [a, b] of cells) for (const cell of [a!, b!]) expectNoFormula(cell);
        for (const each of rows) expect(undefuse(defuse(each.b))).toBe(each.b);
        for (const each of rows) expect(JSON.parse(defuseJson(JSON.stringify(each.j)))).toEqual(each.j);
      }),
      { numRuns: 300 },
    );
  });

  it('tells dates, nothing and a header', () => {
    const list = [{ name: '=x', value: (each: unknown) => each }];
    expect(headerText('csv', ['=x', 'b'], true)).toBe("\uFEFF'=x,b\r\n");
    expect(headerText('ndjson', ['a'], true)).toBe('');
    expect(rowsText('csv', list, [new Date(0), null, -5, true])).toBe(
      '1970-01-01T00:00:00.000Z\r\n""\r\n-5\r\ntrue\r\n',
    );
    expect(rowsText('ndjson', list, [new Date(0), undefined, '=1'])).toBe(
      '{"=x":"1970-01-01T00:00:00.000Z"}\n{"=x":null}\n{"=x":"=1"}\n',
    );
  });
});
