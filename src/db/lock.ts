import type { Database } from './connect.ts';

/** Held by one process at a time, until it is released or the holder's connection ends. */
export interface Lock {
  /** Aborted where the connection was lost, and with it the lock. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes a lock for work that spans many transactions. It belongs to a transaction of its own, which stays open
 * and holds nothing else: so it ends with a killed process, also where a pooler lends the connection.
 *
 * @param name of the work; installations in other schemas have locks of their own
 * @returns null where somebody else holds it
 */
export async function takeLock(db: Database, name: string): Promise<Lock | null> {
  const client = await db.pool.connect();
  const lost = new AbortController();
  const onError = (error: Error) => lost.abort(error);
  client.on('error', onError);
  const release = async () => {
    const ended = lost.signal.aborted
      ? true
      : await client.query('rollback').then(
          () => false,
          () => true,
        );
    client.off('error', onError);
    client.release(ended);
  };
  try {
    await client.query('begin');
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken',
      [`${db.schema} ${name}`],
    );
    if (rows[0]!.taken) return { lost: lost.signal, release };
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return null;
}
