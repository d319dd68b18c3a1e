import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../db/connect.ts';
import { type Lock, takeLock } from '../db/lock.ts';
import { ImportError } from './errors.ts';
import type { ImportMapping } from './mapping.ts';

/** What is known of a source beside how many rows are done: kept as JSON in `import_runs.mapping`. */
const RunState = z.object({
  mapping: z.record(z.string(), z.unknown()),
  /** Length and SHA-256 of the first decompressed bytes, up to the last line break in them. */
  prefix: z.object({ bytes: z.number(), sha256: z.string() }).nullable(),
  /** Hash of the last row that is done. */
  last: z.string().nullable(),
  /** A row that was imported although no line break ended it. */
  tail: z.object({ row: z.number(), sha256: z.string() }).nullable(),
});
export type RunState = z.infer<typeof RunState>;

export interface ImportRun {
  readonly source: string;
  readonly rowsDone: number;
  readonly state: RunState;
}

export async function readRuns(db: Database): Promise<ImportRun[]> {
  const { rows } = await db.pool.query<{ source: string; rows_done: number; mapping: string }>(
    `select source, rows_done, mapping from ${db.s}.import_runs order by source`,
  );
  return rows.map((row) => ({
    source: row.source,
    rowsDone: row.rows_done,
    state: RunState.parse(JSON.parse(row.mapping)),
  }));
}

/** Called only once everything before `rowsDone` is settled. */
export async function saveRun(db: Database, { source, rowsDone, state }: ImportRun): Promise<void> {
  await db.pool.query(
    `insert into ${db.s}.import_runs as t (source, rows_done, mapping) values ($1, $2, $3)
     on conflict (source) do update set rows_done = excluded.rows_done, mapping = excluded.mapping,
       updated_at = excluded.updated_at`,
    [source, rowsDone, JSON.stringify(state)],
  );
}

export const contentHash = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** A mapping as comparable JSON: functions by their text, keys in the schema's order. */
export function describeMapping({ source: _, ...mapping }: ImportMapping): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(mapping, (_, value) =>
      typeof value === 'function' ? `function ${contentHash(String(value))}` : value,
    ),
  );
}

/** One import of a source at a time, whichever process asks. */
export async function lockSource(db: Database, source: string): Promise<Lock> {
  const lock = await takeLock(db, `import ${source}`);
  if (lock) return lock;
  throw new ImportError(`another process is importing ${source}; wait for it, or stop it first`);
}
