import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { pack as createPack } from 'tar-stream';
import type { Database } from '../db/connect.ts';
import { takeTime } from '../db/silence.ts';
import { beginSnapshot } from '../store/lock.ts';
import { type DumpOptions, dump } from './dump.ts';
import { BackupError } from './errors.ts';
import type { Manifest } from './format.ts';
import { sealing } from './seal.ts';

export interface BackupOptions extends DumpOptions {
  /** The file to make; `-` for `stdout`. */
  readonly path: string;
  readonly stdout?: Writable | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BackupResult {
  readonly path: string;
  readonly manifest: Manifest;
  readonly rows: number;
  /** Of the file; null for standard output. */
  readonly bytes: number | null;
}

/**
 * Writes every table of the schema, as one instant saw them, into one gzipped tar. Reading and tracking go
 * on meanwhile. The file appears under its name only once it is whole and on the disk.
 *
 * @throws BackupError where the file exists already or there is no schema; the signal's reason where stopped
 * @example
 * await writeBackup(db, { path: 'monday.tar.gz', catalogue, program: '0.2.0', now: new Date() });
 */
export async function writeBackup(db: Database, o: BackupOptions): Promise<BackupResult> {
  o.signal?.throwIfAborted();
  if (o.path === '-') {
    const manifest = await stream(db, o, o.stdout ?? process.stdout, false);
    return { path: o.path, manifest, rows: rowsOf(manifest), bytes: null };
  }
  if (existsSync(o.path))
    throw new BackupError(`${o.path} exists already; choose another --out, or remove it`);
  const draft = `${o.path}.part`;
  // Opened first: a stream of a file that can't be made would fail before anyone listens to it.
  const out = (await open(draft, 'w', 0o600)).createWriteStream();
  try {
    const manifest = await stream(db, o, out, true);
    flushToDisk(draft);
    renameSync(draft, o.path);
    flushToDisk(dirname(o.path));
    return { path: o.path, manifest, rows: rowsOf(manifest), bytes: statSync(o.path).size };
  } catch (error) {
    out.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
}

async function stream(db: Database, o: BackupOptions, out: Writable, end: boolean): Promise<Manifest> {
  const pack = createPack();
  return onSnapshot(db, async (client) => {
    // The signal breaks the pipeline, that the pack, and that the COPY's reader.
    const written = pipeline(pack, createGzip({ level: 4 }), sealing(), out, {
      signal: o.signal,
      end,
    } as { signal?: AbortSignal });
    try {
      const [manifest] = await Promise.all([dump(db, client, pack, o), written]);
      return manifest;
    } catch (error) {
      pack.destroy(error as Error);
      // Where the output broke, reading may fail of it first: what is told is the output's own error.
      const cause = await written.then(
        () => error,
        (failure: unknown) => failure,
      );
      throw o.signal?.aborted ? o.signal.reason : cause;
    }
  });
}

/** Unlike a report's snapshot, a failure here may leave a COPY under way: the connection is given up with it. */
async function onSnapshot<T>(db: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  takeTime(client);
  const ignore = () => {};
  client.on('error', ignore);
  try {
    await beginSnapshot(db, client);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  } finally {
    client.off('error', ignore);
  }
}

function flushToDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const rowsOf = (manifest: Manifest) =>
  Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
