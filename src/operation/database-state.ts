import type { Database } from '../db/connect.ts';

export interface TableState {
  readonly name: string;
  /** With indexes and, for a partitioned one, all of its partitions. */
  readonly bytes: number;
  /** As PostgreSQL estimates it. */
  readonly rows: number;
}

export interface DatabaseState {
  readonly server: string;
  readonly bytes: number;
  readonly tables: readonly TableState[];
  /** Activities of host transactions that aren't counted yet; at most `PENDING_AT_MOST`. */
  readonly pending: number;
  readonly deadLetters: Readonly<Record<string, number>>;
}

export const PENDING_AT_MOST = 100_000;
const KEPT = 10_000;

/** Asks the database how it does, at most every ten seconds, whoever asks. */
export function createDatabaseState(db: Database, now: () => number) {
  let kept: { at: number; state: Promise<DatabaseState> } | undefined;

  return (): Promise<DatabaseState> => {
    if (kept && now() - kept.at < KEPT) return kept.state;
    const state = readState(db);
    const fresh = { at: now(), state };
    kept = fresh;
    state.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return state;
  };
}

async function readState(db: Database): Promise<DatabaseState> {
  const { rows } = await db.pool.query<Omit<DatabaseState, 'tables' | 'deadLetters'>>(
    `select current_setting('server_version') as server, pg_database_size(current_database()) as bytes,
       (select count(*) from (select 1 from ${db.s}.activity_pending limit ${PENDING_AT_MOST}) p) as pending`,
  );
  const tables = await db.pool.query<TableState>(
    `select c.relname as name, coalesce(sum(pg_total_relation_size(p.oid)), 0)::bigint as bytes,
       coalesce(sum(greatest(p.reltuples, 0)), 0)::bigint as rows
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_class p on p.relkind = 'r' and (p.oid = c.oid or p.oid in
       (select t.relid from pg_partition_tree(c.oid) t where t.isleaf and c.relkind = 'p'))
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition
     group by c.relname order by 2 desc, 1`,
    [db.schema],
  );
  const letters = await db.pool.query<{ reason: string; n: number }>(
    `select reason, count(*) as n from ${db.s}.dead_letters group by 1 order by 1`,
  );
  return {
    ...rows[0]!,
    tables: tables.rows,
    deadLetters: Object.fromEntries(letters.rows.map(({ reason, n }) => [reason, n])),
  };
}
