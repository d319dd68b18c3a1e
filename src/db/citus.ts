import { setTimeout as sleep } from 'node:timers/promises';
import { getTableName } from 'drizzle-orm';
import type { Database, Queryable } from './connect.ts';
import { ROWS_TABLES } from './personal.ts';

/**
 * Tables that grow with activity, each keyed by `user_id`: on Citus their rows are spread over the workers by it, side
 * by side. Everything else stays where it is, on the coordinator. The log is first: the others go by its shards.
 */
export function spreadTables(db: Database): string[] {
  const log = getTableName(db.tables.activityLog);
  const names = ROWS_TABLES.map((name) => getTableName(db.tables[name]));
  return [log, ...names.filter((name) => name !== log)];
}

/** What Citus is in this database; null where it isn't installed in it. */
export interface Citus {
  readonly version: string;
  /** The node that is asked, and holds what isn't spread. */
  readonly coordinator: boolean;
  /** Nodes that take shards and answer, as `host:port`. */
  readonly workers: readonly string[];
  /** Tables of ours that are spread. */
  readonly spread: readonly string[];
}

const VERSION = `select extversion as version from pg_extension where extname = 'citus'`;

export const hasCitus = async (client: Queryable): Promise<boolean> =>
  (await client.query(VERSION)).rows.length > 0;

export async function citusOf(db: Database, client: Queryable = db.pool): Promise<Citus | null> {
  const { rows } = await client.query<{ version: string }>(VERSION);
  if (!rows[0]) return null;
  const found = await client.query<Omit<Citus, 'version'>>(
    `select (select groupid = 0 from pg_dist_local_group) as coordinator,
       array(select nodename || ':' || nodeport from pg_dist_node
         where isactive and shouldhaveshards and noderole = 'primary' order by 1) as workers,
       array(select c.relname::text from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
         where p.partmethod = 'h' and c.relnamespace = to_regnamespace($1)
           and c.relname = any($2::text[]) order by 1) as spread`,
    [db.s, spreadTables(db)],
  );
  return { version: rows[0].version, ...found.rows[0]! };
}

/**
 * For a transaction that changes tables: Citus does so on one shard after the other, as several changes in one
 * transaction need. A server without Citus takes the setting for one of somebody else's, and heeds it nowhere.
 */
export const ONE_SHARD_AFTER_ANOTHER = `set local citus.multi_shard_modify_mode = 'sequential'`;

/** A commit isn't on every node yet: a conflict to whoever asks, since it passes by itself. */
class Unsettled extends Error {
  override readonly name = 'Unsettled';
  readonly code = '55P03';
}

/** What isn't said after so long isn't under way any more: a node was lost in between. */
const [TURNS, TURN] = [20, 50];

/**
 * Whether what the coordinator has committed is on every worker, for whoever keeps writers out. A commit over several
 * nodes is prepared on each, decided here, and then told to each; a node that wasn't reached in between still holds rows
 * back, until Citus itself tells it again (each minute unless `citus.recover_2pc_interval` says otherwise).
 *
 * @throws Unsettled
 */
export async function demandSettled(client: Queryable): Promise<void> {
  for (let turn = 1; ; turn++) {
    const { rows } = await client.query<{ reached: boolean; open: boolean }>(
      `select coalesce(bool_and(w.success), true) as reached,
         exists (select 1 from pg_dist_transaction t
           where t.gid = any(string_to_array(string_agg(nullif(w.result, ''), ' '), ' '))) as open
       from run_command_on_workers($$
         select coalesce(string_agg(gid, ' '), '') from pg_prepared_xacts where database = current_database()
       $$) w`,
    );
    const { reached, open } = rows[0]!;
    if (reached && !open) return;
    if (turn < TURNS) await sleep(TURN);
    else
      throw new Unsettled(
        reached
          ? 'a commit isn’t on every worker yet; Citus sees to it within a minute'
          : 'a worker can’t be reached, so that it isn’t known whether it has every commit',
      );
  }
}
