import type pg from 'pg';
import type { Database } from '../db/connect.ts';
import { storedBlocks } from '../store/rewrite.ts';
import { BackupError } from './errors.ts';
import type { Header } from './format.ts';

/**
 * What the log no longer holds is told by these rows alone, and nothing could tell later that they were off.
 *
 * @throws BackupError where one does not match its own checksum: it was damaged before the backup was made
 */
export async function demandKept(db: Database, client: pg.PoolClient, { tables }: Header): Promise<void> {
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
