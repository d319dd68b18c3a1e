import { createHash } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import { ImportError } from './errors.ts';

const LOCK = 7_262_120;

/** One import of a source at a time, whichever process asks. Ends with its connection, so a kill leaves none. */
export async function lockSource(db: Database, source: string): Promise<{ release(): Promise<void> }> {
  const client = await db.pool.connect();
  // A lost connection is met by the writes; here it only must not go unheard.
  const ignore = () => {};
  client.on('error', ignore);
  const release = async () => {
    const failed = await client.query('select pg_advisory_unlock_all()').then(
      () => false,
      () => true,
    );
    client.off('error', ignore);
    client.release(failed);
  };
  const key = createHash('sha256').update(source).digest().readInt32BE(0);
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
    LOCK,
    key,
  ]);
  if (rows[0]!.taken) return { release };
  await release();
  throw new ImportError(`another process is importing ${source}; wait for it, or stop it first`);
}
