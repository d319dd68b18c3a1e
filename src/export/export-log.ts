import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Database } from '../db/connect.ts';
import { existingMonths, monthOf } from '../db/partitions.ts';
import { takeTime } from '../db/silence.ts';
import { type ExportFormat, headerOf, lineBreakOf, lineOf } from './lines.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** First instant, inclusive. */
  readonly from?: Date | undefined;
  /** Last instant, exclusive. */
  readonly to?: Date | undefined;
}

/** Some whole lines, and how many activities they hold. */
export interface ExportChunk {
  readonly text: string;
  readonly rows: number;
}

const FETCH = 5_000;

/**
 * The activity log as text, oldest first: one snapshot, read through a cursor, in memory that doesn't
 * grow with the log. The snapshot is let go when the loop over it ends, also where it is left early.
 *
 * @example for await (const { text } of exportLog(db, { format: 'ndjson' })) process.stdout.write(text);
 */
export async function* exportLog(db: Database, o: ExportOptions): AsyncGenerator<ExportChunk> {
  const end = lineBreakOf[o.format];
  const client = await db.pool.connect();
  takeTime(client);
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    if (headerOf[o.format]) yield { text: headerOf[o.format], rows: 0 };
    // A month at a time: each is sorted by itself, so the first line doesn't wait for the last.
    for (const month of await monthsIn(db, o)) {
      await client.query(
        `declare export_log no scroll cursor for
           select ${lineOf[o.format]} as line from ${db.s}."user_activity_logs_${month.replace('-', '_')}" t
           where created_at >= coalesce($1::timestamptz, '-infinity') and created_at < coalesce($2::timestamptz, 'infinity')
           order by created_at, user_id, event_id`,
        [o.from ?? null, o.to ?? null],
      );
      for (;;) {
        const { rows } = await client.query<[string]>({
          text: `fetch ${FETCH} from export_log`,
          rowMode: 'array',
        });
        if (rows.length === 0) break;
        yield { text: rows.map(([line]) => line + end).join(''), rows: rows.length };
      }
      await client.query('close export_log');
    }
  } finally {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    client.release(broken);
  }
}

/** Months with a partition that the range touches. A month reads `2026-03`, so it goes by its text. */
async function monthsIn(db: Database, { from, to }: ExportOptions): Promise<string[]> {
  const months = await existingMonths(db);
  return months.filter((month) => (!from || month >= monthOf(from)) && (!to || month <= monthOf(to)));
}

interface WriteOptions extends ExportOptions {
  /** A file, gzipped where its name ends in `.gz`; `-` for `stdout`. */
  readonly path: string;
  readonly stdout?: Writable;
  readonly signal?: AbortSignal;
  /** Told after each chunk how many activities have been written. */
  readonly onRows?: (rows: number) => void;
}

/**
 * Writes the log to a file, which appears under its name only once it is whole, or to standard output.
 *
 * @returns the number of activities written
 */
export async function writeExport(db: Database, o: WriteOptions): Promise<number> {
  let rows = 0;
  async function* text() {
    for await (const chunk of exportLog(db, o)) {
      rows += chunk.rows;
      o.onRows?.(rows);
      yield chunk.text;
    }
  }
  const source = Readable.from(text(), { objectMode: false, highWaterMark: 1024 * 1024 });
  const signal = o.signal;
  if (o.path === '-') {
    await pipeline(source, o.stdout ?? process.stdout, { signal, end: false });
    return rows;
  }
  const draft = `${o.path}.part`;
  try {
    const out = createWriteStream(draft, { mode: 0o600 });
    await (o.path.endsWith('.gz')
      ? pipeline(source, createGzip({ level: 4 }), out, { signal })
      : pipeline(source, out, { signal }));
    renameSync(draft, o.path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return rows;
}
