import { parseJson } from '../../contract/index.ts';
import { ImportError, Refused } from '../errors.ts';
import { createCsvRecords, splitRecord, type TakeRecord } from './csv.ts';
import { type Format, SEP_LINE } from './format.ts';
import { createJsonRecords } from './json.ts';
import { createLines, notText, TOO_LARGE } from './lines.ts';

/** A data row: fields by position (CSV) or an object (JSON), or why it can't be read. */
export interface Row {
  /** Position among the file's data rows, from 0; the same at every reading, also when the file grows. */
  readonly row: number;
  readonly text: string;
  readonly content: readonly string[] | Readonly<Record<string, unknown>> | Refused;
  /** False for a last row that no line break ends. */
  readonly whole: boolean;
}

export interface RecordReader {
  /** Rows that this chunk completes. */
  push(chunk: Buffer): Row[];
  end(): Row[];
  /** Names of the columns, once known; null for JSON. */
  readonly columns: readonly string[] | null;
  /** Data rows met so far, skipped ones included. */
  readonly seen: number;
  /** The last row that was skipped. */
  readonly skipped: Pick<Row, 'row' | 'text'> | null;
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads rows out of UTF-8. Rows before `from` are counted, and neither split nor parsed.
 *
 * @throws ImportError where the file is no text of this format at all
 */
export function createRecords(format: Format, from = 0, max?: number): RecordReader {
  let columns = format.kind === 'csv' ? format.header : null;
  let rows: Row[] = [];
  let seen = 0;
  let skipped: RecordReader['skipped'] = null;
  let begun = false;
  let first = true;

  const add = (
    text: string,
    refused: Refused | null,
    whole: boolean,
    parse: (text: string) => Row['content'],
  ) => {
    const row = seen++;
    if (row >= from) rows.push({ row, text, whole, content: refused ?? parse(text) });
    else if (row === from - 1) skipped = { row, text };
  };

  const takeJson: TakeRecord = (text, refused, whole) => add(text, refused, whole, parseObject);

  const takeCsv =
    (delimiter: string): TakeRecord =>
    (text, refused, whole) => {
      const isFirst = first;
      first = false;
      if (isFirst && SEP_LINE.test(text)) return;
      if (columns === null) {
        if (refused) throw new ImportError(`the header row can't be read: ${refused.message}`);
        columns = splitRecord(text, delimiter).map((name) => name.trim());
        return;
      }
      const width = columns.length;
      add(text, refused, whole, (record) => {
        const fields = splitRecord(record, delimiter);
        if (fields.length === width) return fields;
        return new Refused('row_shape', `has ${fields.length} fields where the header has ${width}`);
      });
    };

  const o = { ...(max === undefined ? {} : { max }), encoding: format.encoding };
  const reader = readerOf();
  function readerOf(): { push(chunk: Buffer): void; end(): void } {
    if (format.kind === 'json') return createJsonRecords(format.shape, takeJson, o);
    if (format.kind === 'lines')
      return createLines((text, fault, whole) => {
        if (text.trim() === '') return;
        takeJson(text, fault && (fault.kind === 'encoding' ? notText(format.encoding) : TOO_LARGE), whole);
      }, max);
    const csv = createCsvRecords(format.delimiter, takeCsv(format.delimiter), o);
    const lines = createLines(csv.line, max);
    return {
      push: lines.push,
      end() {
        lines.end();
        csv.end();
      },
    };
  }

  const handOver = () => {
    const done = rows;
    rows = [];
    return done;
  };

  return {
    push(chunk) {
      reader.push(begun ? chunk : chunk.subarray(markIn(chunk)));
      begun = true;
      return handOver();
    },
    end() {
      reader.end();
      return handOver();
    },
    get columns() {
      return columns;
    },
    get seen() {
      return seen;
    },
    get skipped() {
      return skipped;
    },
  };
}

/** Length of the byte order mark; the first chunk holds at least the first bytes of the file. */
const markIn = (chunk: Buffer) => (chunk.subarray(0, 3).equals(UTF8_BOM) ? UTF8_BOM.length : 0);

/** Bytes of a file's start behind which it adds its rows when it grows. */
export function settledIn(start: Buffer, format: Format): number {
  // A last line may still be being written.
  if (format.kind !== 'json') return start.lastIndexOf(10) + 1;
  const mark = markIn(start);
  const reader = createJsonRecords(format.shape, () => {});
  reader.push(start.subarray(mark));
  return reader.settled === 0 ? 0 : reader.settled + mark;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | Refused {
  try {
    const value = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    return new Refused('syntax', 'the row is JSON, but no object');
  } catch (error) {
    return new Refused('syntax', `the row is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}
