import type { Database } from '../db/connect.ts';
import { readMeta, writeMeta } from '../db/meta.ts';

/** What a sample database says of itself, in its table `meta`. */
export interface SampleState {
  readonly seed: number;
  /** Last day, as `2026-03-15`. */
  readonly date: string;
  readonly users: number;
  readonly days: number;
  /** False while it is being filled, or where that was interrupted. */
  readonly complete: boolean;
}

/** Null where the database is none of the sample's. */
export async function sampleState(db: Database): Promise<SampleState | null> {
  return ((await readMeta(db, 'sample')) as SampleState | undefined) ?? null;
}

export const writeSampleState = (db: Database, state: SampleState) => writeMeta(db, 'sample', state);

/**
 * The guard of real rows: sample data goes only into a migrated database that holds nothing at all.
 *
 * @throws Error that says what it found
 */
export async function assertEmpty(db: Database): Promise<void> {
  for (const table of ['user_activity_logs', 'users', 'user_signals', 'credit_transactions', 'import_runs']) {
    const { rows } = await db.pool.query(`select 1 from ${db.s}.${table} limit 1`);
    if (rows.length > 0)
      throw new Error(
        `sample data goes into an empty database only, and ${table} holds rows; nothing was changed`,
      );
  }
}
