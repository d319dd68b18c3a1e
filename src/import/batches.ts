import type { ActivityInput, Outcome } from '../contract/index.ts';
import type { MapRow } from './compile.ts';
import { Refused } from './errors.ts';
import type { ToldRefusal } from './refusals.ts';
import type { Row } from './rows/records.ts';
import { contentHash } from './runs.ts';

/** Rows on their way to the writer, and what must be known to report them as done. */
export interface RowBatch {
  readonly inputs: ActivityInput[];
  /** The row of each input. */
  readonly origins: Row[];
  readonly refusals: ToldRefusal[];
  skipped: number;
  rows: number;
  /** Rows before this one are done with this batch. */
  end: number;
  /** Text of the row before `end`; null where this batch moves `end` by nothing. */
  last: string | null;
  tail: { row: number; sha256: string } | null;
  outcomes?: Outcome[];
}

const MAX_ROWS = 2_000;
/** Of rows that reach no writer: skipped, refused. */
const MAX_READ = 20_000;
const MAX_CHARACTERS = 4_000_000;

/** Gathers mapped rows to batches. `add` waits where the writers are behind. */
export function createBatches(o: {
  source: string;
  from: number;
  tail: RowBatch['tail'];
  send: (batch: RowBatch) => Promise<void>;
}) {
  let end = o.from;
  let batch = empty();
  let characters = 0;

  function empty(): RowBatch {
    return { inputs: [], origins: [], refusals: [], skipped: 0, rows: 0, end, last: null, tail: null };
  }

  async function flush(): Promise<void> {
    if (batch.rows === 0) return;
    const full = batch;
    batch = empty();
    characters = 0;
    await o.send(full);
  }

  function take(row: Row, mapRow: MapRow): void {
    batch.rows++;
    // TRICKY: a last row without a line break may be half written. It is imported, but not counted as
    // done, and its hash tells the next run whether it has changed since.
    if (row.whole) {
      end = row.row + 1;
      batch.end = end;
      batch.last = row.text;
    }
    const mapped =
      changed(row) ?? (row.content instanceof Refused ? row.content : mapRow(row.content, row.row));
    if (mapped === null) batch.skipped++;
    else if (mapped instanceof Refused)
      batch.refusals.push({
        source: o.source,
        row: row.row,
        reason: mapped.reason,
        message: mapped.message,
        unmapped: mapped.unmapped,
        record: row.text,
      });
    else {
      batch.inputs.push(mapped);
      batch.origins.push(row);
      if (!row.whole) batch.tail = { row: row.row, sha256: contentHash(row.text.trimEnd()) };
    }
  }

  function changed(row: Row): Refused | null {
    if (row.row !== o.tail?.row || contentHash(row.text.trimEnd()) === o.tail.sha256) return null;
    return new Refused(
      'row_changed',
      'the row was imported before its line was finished, and has changed since; what was imported stays',
    );
  }

  return {
    async add(row: Row, mapRow: MapRow): Promise<void> {
      take(row, mapRow);
      characters += row.text.length;
      if (batch.inputs.length >= MAX_ROWS || batch.rows >= MAX_READ || characters >= MAX_CHARACTERS)
        await flush();
    },
    flush,
  };
}
