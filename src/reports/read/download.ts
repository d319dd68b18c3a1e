import { raw, type Sql, sql } from '../../db/sql.ts';
import type { ReportReader } from './reader.ts';

/** Lines as the database made them, a batch at a time. */
export interface DownloadLines {
  /** Rows that it holds, counted in the snapshot that they come from. */
  readonly total: number;
  readonly columns: readonly string[];
  readonly batches: AsyncIterable<readonly string[]>;
  close(): Promise<void>;
}

/** Rows of one fetch: under a hundred kilobytes, so that little is left for the garbage collector. */
const FETCH = 300;

/** Reads a statement's rows through a cursor, so that memory doesn't grow with them. */
export async function* fetchAll<Row>(r: ReportReader, statement: Sql): AsyncGenerator<Row[]> {
  await r.rows(sql`declare download no scroll cursor for ${statement}`);
  for (;;) {
    const rows = await r.rows<Row>(sql`fetch ${raw(String(FETCH))} from download`);
    if (rows.length > 0) yield rows;
    if (rows.length < FETCH) break;
  }
  await r.rows(sql`close download`);
}

/**
 * Begins to read before anything is answered: what the database refuses (a timeout, say) is still told
 * as an error then, not as a file that breaks off.
 */
export async function started<T>(batches: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await batches.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* batches;
  })();
}
