import type pg from 'pg';
import { snapshot } from '../db/connect.ts';
import type { ReportContext } from './context.ts';

/** One report's reading: every query of it sees the same snapshot. */
export interface Reader {
  readonly ctx: ReportContext;
  /** The schema as a quoted identifier. */
  readonly s: string;
  readonly client: pg.PoolClient;
  /** Rows of a statement; values always as parameters. */
  rows<T>(text: string, values?: unknown[]): Promise<T[]>;
  /** What several parts of the report need is asked for once. */
  once<T>(name: string, ask: () => Promise<T>): Promise<T>;
}

/** A report that scans the log gives up after this many milliseconds. */
const STATEMENT_TIMEOUT = 15_000;
const SETTINGS = `set local plan_cache_mode = force_custom_plan; set local work_mem = '64MB';
  set local max_parallel_workers_per_gather = 0; set local statement_timeout = ${STATEMENT_TIMEOUT}`;

/**
 * Runs a report in one read-only snapshot. Plans are made for the values asked for: a day and a decade
 * want different ones.
 *
 * @throws what PostgreSQL answers; SQLSTATE 57014 where a statement takes longer than 15 s.
 */
export function read<T>(ctx: ReportContext, work: (r: Reader) => Promise<T>): Promise<T> {
  const readIn = (client: pg.PoolClient) => {
    const asked = new Map<string, Promise<unknown>>();
    return work({
      ctx,
      s: ctx.db.s,
      client,
      rows: async <R>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as R[],
      once: <R>(name: string, ask: () => Promise<R>) => {
        const found = asked.get(name) ?? ask();
        asked.set(name, found);
        return found as Promise<R>;
      },
    });
  };
  return snapshot(ctx.db, readIn, SETTINGS);
}

/** Milliseconds as a parameter of type timestamptz. */
export const at = (ms: number): string => new Date(ms).toISOString();
