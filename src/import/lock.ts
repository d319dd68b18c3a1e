import type { Database } from '../db/connect.ts';
import { type Lock, takeLock } from '../db/lock.ts';
import { ImportError } from './errors.ts';

/** One import of a source at a time, whichever process asks. */
export async function lockSource(db: Database, source: string): Promise<Lock> {
  const lock = await takeLock(db, `import ${source}`);
  if (lock) return lock;
  throw new ImportError(`another process is importing ${source}; wait for it, or stop it first`);
}
