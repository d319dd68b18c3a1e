import type pg from 'pg';
import { snapshot } from '../../db/connect.ts';
import { type RelationName, relationNames } from '../../db/relations.ts';
import { raw, type Sql, statement } from '../../db/sql.ts';
import type { ReportContext } from '../context.ts';

/** One report's reading: every query of it sees the same snapshot. */
export interface ReportReader {
  readonly ctx: ReportContext;
  /** The schema as a quoted identifier. */
  readonly s: string;
  /** The platform's facts, as `from` takes them. */
  readonly from: Readonly<Record<RelationName, Sql>>;
  readonly client: pg.PoolClient;
  /** Stops what it does where nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** Rows of a statement. */
  rows<T>(asked: Sql): Promise<T[]>;
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
export function read<T>(ctx: ReportContext, work: (r: ReportReader) => Promise<T>): Promise<T> {
  const readIn = (client: pg.PoolClient) =>
    work(readerOver(ctx, client, ctx.signal, (text, values) => client.query(text, values)));
  return snapshot(ctx.db, readIn, settingsOf(ctx.db.s, '64MB', STATEMENT_TIMEOUT));
}

/** A reader whose statements go through `query`. */
export function readerOver(
  ctx: ReportContext,
  client: pg.PoolClient,
  signal: AbortSignal | undefined,
  query: (text: string, values: unknown[]) => Promise<pg.QueryResult>,
): ReportReader {
  return {
    ctx,
    s: ctx.db.s,
    from: Object.fromEntries(
      relationNames.map((name) => [name, raw(ctx.db.relations[name].sql)]),
    ) as ReportReader['from'],
    client,
    signal,
    async rows<R>(asked: Sql) {
      const { text, values } = statement(asked);
      return (await query(text, values)).rows as R[];
    },
  };
}

/** Milliseconds as a parameter of type timestamptz. */
export const at = (ms: number): string => new Date(ms).toISOString();
