import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Database } from '../db/connect.ts';
import { type ExportOptions, exportLog } from './export-log.ts';

export interface WriteOptions extends ExportOptions {
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
