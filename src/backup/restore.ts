import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { Catalogue } from '../catalogue/index.ts';
import { ONE_SHARD_AFTER_ANOTHER } from '../db/citus.ts';
import type { Database } from '../db/connect.ts';
import { bumpCacheEpoch } from '../db/meta.ts';
import { migrate } from '../db/migrate.ts';
import { takeTime } from '../db/silence.ts';
import { type Reconciliation, reconcile } from '../jobs/reconcile.ts';
import { buildBlocks } from '../store/build.ts';
import { storedBlocks } from '../store/rewrite.ts';
import { checkBackup } from './check.ts';
import { BackupError } from './errors.ts';
import type { Header, Manifest, OnProgress } from './format.ts';
import { type BackupSink, type ReadResult, readBackup } from './read.ts';
import { columnList, LOCKS_WAIT, qualified } from './tables.ts';
import { demandTarget, prepareTarget } from './target.ts';

export interface RestoreOptions {
  readonly path: string;
  readonly catalogue: Catalogue;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

export interface RestoreResult extends ReadResult {
  readonly rows: number;
  /** Migrations that this program has beyond the backup's. */
  readonly applied: string[];
  /** Columns that this catalogue has beyond the backup's; `rebuild` fills them. */
  readonly columnsAdded: string[];
  /** Expected drift: 0. */
  readonly reconciliation: Reconciliation;
}

/**
 * Fills a new database from a backup. The file is verified whole before anything is written; the rows go in
 * as one transaction, so that a failure leaves nothing behind; then the schema is brought up to date, blocks are
 * built, and the result proven: every table's rows counted, everything derived recounted from the log.
 *
 * @throws BackupError naming what is wrong and what to do; the signal's reason where stopped
 */
export async function restoreBackup(db: Database, o: RestoreOptions): Promise<RestoreResult> {
  const { signal, onProgress } = o;
  const checked = await checkBackup(o.path, { signal, onProgress });
  await demandTarget(db, checked.header);
  await load(db, o, checked);
  onProgress?.({ step: 'schema' });
  const { applied, columnsAdded } = await migrate(db, { catalogue: o.catalogue, now: o.now });
  for (const { name } of checked.header.tables) {
    signal?.throwIfAborted();
    onProgress?.({ step: 'analyze', table: name });
    await db.pool.query(`analyze ${qualified(db, name)}`);
  }
  onProgress?.({ step: 'blocks' });
  await buildBlocks(db, o.catalogue, { now: o.now.getTime(), force: true, ...(signal && { signal }) });
  signal?.throwIfAborted();
  onProgress?.({ step: 'reconcile' });
  const reconciliation = await reconcile(db, { catalogue: o.catalogue });
  const rows = Object.values(checked.manifest.tables).reduce((sum, table) => sum + table.rows, 0);
  return { ...checked, rows, applied, columnsAdded, reconciliation };
}

/** Schema, rows and sequences as of the backup, all or nothing. */
async function load(db: Database, o: RestoreOptions, checked: ReadResult): Promise<void> {
  const client = await db.pool.connect();
  takeTime(client);
  try {
    await client.query('begin');
    await client.query(LOCKS_WAIT);
    await client.query(ONE_SHARD_AFTER_ANOTHER);
    await prepareTarget(db, client, checked.header);
    const again = await readBackup(o.path, tableWriter(db, client), {
      signal: o.signal,
      onProgress: o.onProgress,
      step: 'restore',
    });
    if (again.manifest.headerSha256 !== checked.manifest.headerSha256)
      throw new BackupError(`${o.path} was changed while it was restored; nothing was kept`);
    await setSequences(db, client, again.manifest);
    o.onProgress?.({ step: 'count' });
    await demandRows(db, client, again.manifest);
    await demandKept(db, client, checked.header);
    await bumpCacheEpoch(db, client);
    await client.query('commit');
    client.release();
  } catch (error) {
    // A COPY may be under way: only the end of its connection ends it.
    client.release(true);
    throw error;
  }
}

function tableWriter(db: Database, client: pg.PoolClient): BackupSink {
  let copy: CopyStreamQuery | undefined;
  let broken: unknown;
  return {
    async table(name, columns) {
      copy = client.query(copyFrom(`copy ${qualified(db, name)} (${columnList(columns)}) from stdin`));
      copy.on('error', (error) => {
        broken = error;
      });
    },
    async bytes(chunk) {
      if (broken) throw broken;
      if (!copy!.write(chunk)) await once(copy!, 'drain');
    },
    async tableEnd(name, sum) {
      copy!.end();
      await finished(copy!);
      if (copy!.rowCount !== sum.rows)
        throw new BackupError(`table ${name} took ${copy!.rowCount} of ${sum.rows} rows; nothing was kept`);
    },
  };
}

async function setSequences(db: Database, client: pg.PoolClient, { sequences }: Manifest): Promise<void> {
  for (const [name, { value, called }] of Object.entries(sequences)) {
    const sequence = qualified(db, name);
    const { rows } = await client.query<{ found: string | null }>('select to_regclass($1) as found', [
      sequence,
    ]);
    if (rows[0]!.found) await client.query('select setval($1::regclass, $2, $3)', [sequence, value, called]);
  }
}

async function demandRows(db: Database, client: pg.PoolClient, { tables }: Manifest): Promise<void> {
  for (const [name, told] of Object.entries(tables)) {
    const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${qualified(db, name)}`);
    if (rows[0]!.n !== told.rows)
      throw new BackupError(
        `table ${name} holds ${rows[0]!.n} rows after the restore, not ${told.rows}; nothing was kept`,
      );
  }
}

/**
 * What the log no longer holds is told by these rows alone, and nothing could tell later that they were off.
 *
 * @throws BackupError where one doesn't match its own checksum: it was damaged before the backup was made
 */
async function demandKept(db: Database, client: pg.PoolClient, { tables }: Header): Promise<void> {
  if (!tables.some(({ name }) => name === 'chronicle_kept')) return;
  for await (const some of storedBlocks(db, client, 'chronicle_kept')) {
    const damaged = some.find(({ sound }) => !sound);
    if (damaged)
      throw new BackupError(
        `row ${damaged.id} of chronicle_kept was damaged already when the backup was made, and nothing else tells what ` +
          'it held; nothing was kept. Restore an earlier backup, and send again what came after it. Where there is none, ' +
          `delete that row in the database that was backed up (delete from chronicle_kept where id = ${damaged.id}; what it ` +
          'kept is lost then), run `joip-analytics rebuild`, and make the backup anew',
      );
  }
}
