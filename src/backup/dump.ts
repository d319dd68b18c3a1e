import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Pack } from 'tar-stream';
import type { Database } from '../db/connect.ts';
import { storedTimezone } from '../db/meta.ts';
import { appliedMigrations } from '../db/migrate.ts';
import { existingMonths } from '../db/partitions.ts';
import { BackupError } from './errors.ts';
import * as format from './format.ts';
import { RunningSum, sha256 } from './sums.ts';
import {
  BUILT_ANEW,
  columnList,
  LOCKS_WAIT,
  qualified,
  readTables,
  sequenceNames,
  type TableInfo,
} from './tables.ts';

export interface DumpOptions {
  readonly catalogue: { readonly name: string; readonly fingerprint: string };
  /** Version of this package, for the file's header. */
  readonly program: string;
  readonly now: Date;
  readonly onProgress?: format.OnProgress | undefined;
}

/** Writes a whole archive from the client's transaction, which must be repeatable read and new. */
export async function dump(
  db: Database,
  client: pg.PoolClient,
  pack: Pack,
  o: DumpOptions,
): Promise<format.Manifest> {
  await client.query(LOCKS_WAIT);
  const header = await describe(db, client, o);
  const headerBytes = Buffer.from(`${JSON.stringify(header.json, null, 2)}\n`);
  const add = (name: string, bytes: Buffer) => addEntry(pack, name, bytes, o.now);
  await add(format.HEADER, headerBytes);
  const tables: Record<string, format.TableSum> = {};
  for (const table of header.tables)
    tables[table.name] = await dumpTable(db, client, table, add, o.onProgress);
  const sequences = await readSequences(db, client);
  const manifest: format.Manifest = { headerSha256: sha256(headerBytes), tables, sequences };
  await add(format.MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  pack.finalize();
  return manifest;
}

async function describe(db: Database, client: pg.PoolClient, o: DumpOptions) {
  const migrations = await appliedMigrations(db, client);
  if (migrations.length === 0)
    throw new BackupError(
      `there is no schema "${db.schema}" in this database; name the right one with --database-url or --data-dir, and --schema`,
    );
  const tables = (await readTables(db, client)).filter(({ name }) => name !== BUILT_ANEW);
  // Nobody may drop or rebuild one between now and its turn; writes go on.
  const list = tables.map((table) => qualified(db, table.name)).join(', ');
  await client.query(`lock table ${list} in access share mode`);
  const { rows } = await client.query<{ server: string }>(
    `select current_setting('server_version') as server`,
  );
  const json: format.Header = {
    format: format.BACKUP_FORMAT,
    version: format.FORMAT_VERSION,
    createdAt: o.now.toISOString(),
    program: o.program,
    server: rows[0]!.server,
    schema: db.schema,
    migrations,
    catalogue: { name: o.catalogue.name, fingerprint: o.catalogue.fingerprint },
    timezone: await storedTimezone(db),
    months: await existingMonths(db),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  };
  return { json, tables };
}

async function dumpTable(
  db: Database,
  client: pg.PoolClient,
  table: TableInfo,
  add: (name: string, bytes: Buffer) => Promise<void>,
  onProgress?: format.OnProgress,
): Promise<format.TableSum> {
  const sum = new RunningSum();
  const columns = columnList(table.columns);
  // A partitioned table can't be copied by its name before PostgreSQL 18; a query can.
  const sql = `copy (select ${columns} from ${qualified(db, table.name)}) to stdout`;
  let held: Buffer[] = [];
  let size = 0;
  let part = 0;
  const flush = async () => {
    if (size === 0) return;
    const bytes = Buffer.concat(held, size);
    held = [];
    size = 0;
    sum.add(bytes);
    await add(format.partName(table.name, ++part), bytes);
    onProgress?.({ step: 'write', table: table.name, rows: sum.rows });
  };
  for await (const chunk of client.query(copyTo(sql)) as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    if (size >= format.PART_BYTES) await flush();
  }
  await flush();
  onProgress?.({ step: 'write', table: table.name, rows: sum.rows, done: true });
  return sum.end();
}

/** Read last: numbers given out since the snapshot only leave gaps, but one too few would be given twice. */
async function readSequences(db: Database, client: pg.PoolClient): Promise<format.Manifest['sequences']> {
  const sequences: format.Manifest['sequences'] = {};
  for (const name of await sequenceNames(db, client)) {
    const { rows } = await client.query<{ value: number; called: boolean }>(
      `select last_value as value, is_called as called from ${qualified(db, name)}`,
    );
    sequences[name] = rows[0]!;
  }
  return sequences;
}

function addEntry(pack: Pack, name: string, bytes: Buffer, mtime: Date): Promise<void> {
  return new Promise((resolve, reject) => {
    pack.entry({ name, mtime, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve()));
  });
}
