import { createCsvRecords, splitRecord, type TakeRecord } from './csv.ts';
import { ImportError, Refused } from './errors.ts';
import { createLines, MAX_RECORD } from './lines.ts';
import type { ImportMapping } from './mapping.ts';

/** A data row: fields by position (CSV) or an object (NDJSON), or why it can not be read. */
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
  /** Names of the columns, once known; null for NDJSON. */
  readonly columns: readonly string[] | null;
  /** Data rows met so far, skipped ones included. */
  readonly seen: number;
  /** The last row that was skipped. */
  readonly skipped: Pick<Row, 'row' | 'text'> | null;
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads rows out of bytes. Rows before `from` are counted, and neither split nor parsed.
 *
 * @throws ImportError where the file is no text of this format at all
 */
export function createRecords(mapping: ImportMapping, from = 0, max = MAX_RECORD): RecordReader {
  const ndjson = mapping.format === 'ndjson';
  const delimiter = mapping.delimiter ?? (mapping.format === 'tsv' ? '\t' : ',');
  let columns = Array.isArray(mapping.header) ? mapping.header : null;
  let rows: Row[] = [];
  let seen = 0;
  let skipped: RecordReader['skipped'] = null;
  let begun = false;

  const take: TakeRecord = (text, refused, whole) => {
    if (!ndjson && columns === null) {
      if (refused) throw new ImportError(`the header row can not be read: ${refused.message}`);
      columns = splitRecord(text, delimiter).map((name) => name.trim());
      return;
    }
    const row = seen++;
    if (row < from) {
      if (row === from - 1) skipped = { row, text };
      return;
    }
    rows.push({ row, text, whole, content: refused ?? (ndjson ? parseObject(text) : fieldsOf(text)) });
  };

  function fieldsOf(text: string): readonly string[] | Refused {
    const fields = splitRecord(text, delimiter);
    return fields.length === columns!.length
      ? fields
      : new Refused('row_shape', `has ${fields.length} fields where the header has ${columns!.length}`);
  }

  const csv = ndjson ? null : createCsvRecords(delimiter, take, max);
  const lines = createLines(
    csv
      ? csv.line
      : (text, fault, whole) => {
          if (text.trim() === '') return;
          const refused =
            fault &&
            new Refused(fault.kind, fault.kind === 'encoding' ? 'is no valid UTF-8' : 'is too large');
          take(text, refused, whole);
        },
    max,
  );

  const handOver = () => {
    const done = rows;
    rows = [];
    return done;
  };

  return {
    push(chunk) {
      const rest = begun ? chunk : withoutBom(chunk);
      begun = true;
      lines.push(rest);
      return handOver();
    },
    end() {
      lines.end();
      csv?.end();
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

function parseObject(text: string): Readonly<Record<string, unknown>> | Refused {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    return new Refused('syntax', 'the line is JSON, but no object');
  } catch (error) {
    return new Refused('syntax', `the line is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

/** The first chunk holds at least the first bytes of the file. */
function withoutBom(chunk: Buffer): Buffer {
  const [a, b] = chunk;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw new ImportError('the file is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE');
  return chunk.subarray(0, 3).equals(UTF8_BOM) ? chunk.subarray(3) : chunk;
}
