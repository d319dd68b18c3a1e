import type pg from 'pg';
import { snapshot } from '../../db/connect.ts';
import type { ReportContext } from '../context.ts';

/** One report's reading: every query of it sees the same snapshot. */
export interface Reader {
  readonly ctx: ReportContext;
  /** The schema as a quoted identifier. */
  readonly s: string;
  readonly client: pg.PoolClient;
  /** Stops what it does where nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** Rows of a statement; values always as parameters. */
  rows<T>(text: string, values?: unknown[]): Promise<T[]>;
}

/** A report that reads the log gives up after this many milliseconds. */
const STATEMENT_TIMEOUT = 15_000;

/**
 * What a report's transaction begins with. The lock comes before the snapshot and is shared with everybody but
 * retention at the moment that it drops a month: without it, rows that the snapshot sees would be gone.
 */
export const settingsOf = (s: string, workMem: string, timeout: number): string =>
  `set local plan_cache_mode = force_custom_plan; set local work_mem = '${workMem}';
   set local max_parallel_workers_per_gather = 0; set local statement_timeout = ${timeout};
   lock table ${s}.chronicle_lock in access share mode`;

/**
 * Runs a report in one read-only snapshot. Plans are made for the values asked for: a day and a decade
 * want different ones.
 *
 * @throws what PostgreSQL answers; SQLSTATE 57014 where a statement takes longer than 15 s.
 */
export function read<T>(ctx: ReportContext, work: (r: Reader) => Promise<T>): Promise<T> {
  const { s } = ctx.db;
  const readIn = (client: pg.PoolClient) =>
    work({
      ctx,
      s,
      client,
      signal: ctx.signal,
      rows: async <R>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as R[],
    });
  return snapshot(ctx.db, readIn, settingsOf(s, '64MB', STATEMENT_TIMEOUT));
}

/** Milliseconds as a parameter of type timestamptz. */
export const at = (ms: number): string => new Date(ms).toISOString();
