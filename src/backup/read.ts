import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as createExtract, type Header as EntryHeader } from 'tar-stream';
import { BackupError } from './errors.ts';
import * as format from './format.ts';
import { unsealing } from './seal.ts';
import { RunningSum, sha256 } from './sums.ts';

type Entry = AsyncIterable<Buffer> & { readonly header: EntryHeader };

/** What takes in a backup while it is read. Each is awaited, so that nothing gathers in memory. */
export interface BackupSink {
  header?(header: format.Header): Promise<void>;
  table?(name: string, columns: readonly string[]): Promise<void>;
  bytes?(chunk: Buffer): Promise<void>;
  tableEnd?(name: string, sum: format.TableSum): Promise<void>;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: format.OnProgress | undefined;
  readonly step: 'verify' | 'restore';
}

export interface ReadResult {
  readonly header: format.Header;
  readonly manifest: format.Manifest;
}

const GZIP = 0x1f8b;
const NEXT = 'use another copy of it, or an earlier backup';

/**
 * Reads a backup once, front to back, and holds every byte against its checksums.
 *
 * @throws BackupError naming what is damaged, missing or unknown; what `sink` throws
 */
export async function readBackup(path: string, sink: BackupSink, o: ReadOptions): Promise<ReadResult> {
  await demandGzip(path);
  const seal = unsealing();
  const extract = createExtract();
  const state = new Reading(path, sink, o);
  const fed = pipeline(createReadStream(path), seal.stream, createGunzip(), extract, { signal: o.signal });
  try {
    const [taken, piped] = await Promise.allSettled([
      state.take(extract as AsyncIterable<unknown> as AsyncIterable<Entry>),
      fed,
    ]);
    const faults = [piped, taken].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    const damage = faults.find(isDamage);
    if (damage) throw state.damaged(damage);
    // Where the taking failed, the pipeline only closed too early.
    if (faults.length > 0) throw faults.at(-1);
  } catch (error) {
    if (o.signal?.aborted) throw o.signal.reason;
    throw error;
  }
  const result = state.result();
  if (!seal.intact())
    throw new BackupError(`${path} reads well, but its bytes aren't those that were written; ${NEXT}`);
  return result;
}

class Reading {
  readonly #path: string;
  readonly #sink: BackupSink;
  readonly #o: ReadOptions;
  #header: format.Header | undefined;
  #headerSha256 = '';
  #manifest: format.Manifest | undefined;
  #sum: RunningSum | undefined;
  #table = -1;
  #part = 0;
  readonly #sums: Record<string, format.TableSum> = {};

  constructor(path: string, sink: BackupSink, o: ReadOptions) {
    this.#path = path;
    this.#sink = sink;
    this.#o = o;
  }

  async take(entries: AsyncIterable<Entry>): Promise<void> {
    for await (const entry of entries) await this.#takeEntry(entry);
  }

  async #takeEntry(entry: Entry): Promise<void> {
    const { name } = entry.header;
    if (this.#manifest) throw this.#wrong(`holds ${name} after its end`);
    if (!this.#header) {
      if (name !== format.HEADER) throw this.#wrong(`doesn't begin with ${format.HEADER}`);
      await this.#takeHeader(await whole(entry));
    } else if (name === format.MANIFEST) await this.#takeManifest(await whole(entry));
    else await this.#takePart(name, entry);
  }

  async #takeHeader(bytes: Buffer): Promise<void> {
    this.#headerSha256 = sha256(bytes);
    const header = parse(bytes, format.Header);
    if (!header) throw this.#wrong(`has a ${format.HEADER} that can't be understood`);
    if (header.version > format.FORMAT_VERSION)
      throw new BackupError(
        `${this.#path} has format ${header.version}, this program reads up to ${format.FORMAT_VERSION}; use joip-analytics ${header.program} or newer`,
      );
    this.#header = header;
    await this.#sink.header?.(header);
  }

  async #takePart(name: string, entry: Entry): Promise<void> {
    const tables = this.#header!.tables;
    const at = format.parsePartName(name);
    if (!at) throw this.#wrong(`holds ${name}, which no backup has`);
    if (at.table !== tables[this.#table]?.name) {
      while (this.#table < tables.length && tables[this.#table]?.name !== at.table) await this.#nextTable();
      if (this.#table === tables.length) throw this.#wrong(`holds ${name} out of its order`);
    }
    if (at.part !== ++this.#part)
      throw this.#wrong(`lacks part ${this.#part} of table ${at.table}: ${at.part} comes next`);
    for await (const chunk of entry) {
      this.#sum!.add(chunk);
      await this.#sink.bytes?.(chunk);
    }
    this.#tell(false);
  }

  /** Ends the table under way and begins the next; one without rows has no part. */
  async #nextTable(): Promise<void> {
    const tables = this.#header!.tables;
    const ended = tables[this.#table];
    if (ended) {
      this.#tell(true);
      const sum = this.#sum!.end();
      this.#sums[ended.name] = sum;
      await this.#sink.tableEnd?.(ended.name, sum);
    }
    const begun = tables[++this.#table];
    this.#sum = new RunningSum();
    this.#part = 0;
    if (begun) await this.#sink.table?.(begun.name, begun.columns);
  }

  async #takeManifest(bytes: Buffer): Promise<void> {
    while (this.#table < this.#header!.tables.length) await this.#nextTable();
    const manifest = parse(bytes, format.Manifest);
    if (!manifest) throw this.#wrong(`has a ${format.MANIFEST} that can't be understood`);
    if (manifest.headerSha256 !== this.#headerSha256) throw this.#wrong(`has a damaged ${format.HEADER}`);
    for (const { name } of this.#header!.tables) {
      const [told, read] = [manifest.tables[name], this.#sums[name]];
      if (!told) throw this.#wrong(`has no checksum of table ${name}`);
      if (read?.sha256 !== told.sha256 || read.rows !== told.rows)
        throw this.#wrong(
          `is damaged in table ${name}: ${read?.rows ?? 0} rows with checksum ${read?.sha256.slice(0, 12)}…, ` +
            `but ${told.rows} rows with ${told.sha256.slice(0, 12)}… were written`,
        );
    }
    this.#manifest = manifest;
  }

  #tell(done: boolean): void {
    const table = this.#header!.tables[this.#table]!.name;
    this.#o.onProgress?.({ step: this.#o.step, table, rows: this.#sum!.rows, done });
  }

  /** What zlib or tar couldn't read, and where that was. */
  damaged(cause: Error): BackupError {
    const table = this.#header?.tables[this.#table];
    const place = this.#manifest
      ? `after ${format.MANIFEST}`
      : table
        ? `in table ${table.name}, after ${this.#sum!.rows} rows`
        : this.#header
          ? 'before its first table'
          : `in ${format.HEADER}`;
    const cut = /unexpected end/i.test(cause.message);
    const what = cut ? `is cut short ${place}` : `is damaged ${place} (${cause.message})`;
    return new BackupError(`${this.#path} ${what}; ${NEXT}`, { cause });
  }

  result(): ReadResult {
    if (!this.#header || !this.#manifest)
      throw this.#wrong(`is cut short: its ${format.MANIFEST} is missing`);
    return { header: this.#header, manifest: this.#manifest };
  }

  #wrong(what: string): BackupError {
    return new BackupError(`${this.#path} ${what}; ${NEXT}`);
  }
}

const isDamage = (error: Error & { code?: unknown }) =>
  String(error.code).startsWith('Z_') || /invalid tar|unexpected end/i.test(error.message);

async function whole(entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse<T>(bytes: Buffer, schema: { safeParse(value: unknown): { success: boolean; data?: T } }) {
  try {
    return schema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

async function demandGzip(path: string): Promise<void> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new BackupError(`there is no file ${path}; name a backup made by \`joip-analytics backup\``);
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    if (buffer.readUInt16BE() === GZIP) return;
  } finally {
    await file.close();
  }
  throw new BackupError(`${path} doesn't begin as a backup does; ${NEXT}`);
}
