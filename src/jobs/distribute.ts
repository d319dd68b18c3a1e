import type pg from 'pg';
import { type Citus, citusOf, ONE_SHARD_AFTER_ANOTHER, spreadTables } from '../db/citus.ts';
import { type Database, transaction } from '../db/connect.ts';
import { DatabaseRefusal } from '../db/refusal.ts';
import { takeTime } from '../db/silence.ts';
import { lockChronicle } from '../store/lock.ts';

export interface DistributeOptions {
  /** Shards of each table. Default: `shardsFor` the workers that there are. */
  readonly shards?: number | undefined;
  /** Told of a table that is begun, and of each part of it (a month of the log) that is moved. */
  readonly onStep?: ((step: string) => void) | undefined;
}

const FEWEST_SHARDS = 4;
/** Whoever writes waits for whoever waits for the lock. */
const PATIENCE = '60s';

/** Between tables on different machines there are no foreign keys: the statements keep to it by themselves. */
const FOREIGN_KEY = 'user_usage_stats_user_id_users_fk';

/**
 * Spreads the tables that grow with activity over the workers, one after the other, each in a transaction of its own
 * for which writes wait. Those that are spread already are left alone, so that it can be run again after a stop.
 *
 * @returns the tables spread now
 * @throws DatabaseRefusal where this is no coordinator with workers
 */
export async function distribute(db: Database, o: DistributeOptions = {}): Promise<string[]> {
  const citus = await demandCoordinator(db);
  const [log, ...others] = spreadTables(db) as [string, ...string[]];
  const shards = o.shards ?? shardsFor(citus.workers.length);
  const done: string[] = [];
  for (const table of [log, ...others].filter((name) => !citus.spread.includes(name))) {
    await moving(db, table, 'spreading', o, async (client) => {
      await client.query(`alter table ${db.s}.user_usage_stats drop constraint if exists ${FOREIGN_KEY}`);
      const how =
        table === log
          ? `shard_count => ${shards}, colocate_with => 'none'`
          : `colocate_with => '${db.s}.${log}'`;
      await client.query(`select create_distributed_table('${db.s}.${table}', 'user_id', ${how})`);
      await client.query(`select truncate_local_data_after_distributing_table('${db.s}.${table}')`);
    });
    done.push(table);
  }
  return done;
}

/**
 * Each write goes to each shard, so there are as few as there may be: as many on each worker, and four, so that one
 * or two workers may become four.
 */
export const shardsFor = (workers: number): number => Math.ceil(FEWEST_SHARDS / workers) * workers;

/** Brings everything back to this one server, in the same way. */
export async function undistribute(db: Database, o: DistributeOptions = {}): Promise<string[]> {
  const citus = await demandCoordinator(db);
  const done = spreadTables(db)
    .filter((name) => citus.spread.includes(name))
    .reverse();
  for (const table of done)
    await moving(db, table, 'bringing back', o, async (client) => {
      await client.query(`select undistribute_table('${db.s}.${table}')`);
      if (table === 'user_usage_stats')
        await client.query(
          `alter table ${db.s}.user_usage_stats add constraint ${FOREIGN_KEY}
             foreign key (user_id) references ${db.s}.users (id)`,
        );
    });
  return done;
}

async function moving(
  db: Database,
  table: string,
  verb: string,
  { onStep = () => {} }: DistributeOptions,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  onStep(`${verb} ${table}`);
  await transaction(db, async (client) => {
    takeTime(client, 24 * 60);
    await lockChronicle(db, client, PATIENCE);
    await client.query(ONE_SHARD_AFTER_ANOTHER);
    let parts = 0;
    const heard = ({ message }: { message?: string | undefined }) => {
      if (/^(copying|moving) (the )?data (from|of) /i.test(message ?? '') && ++parts > 1)
        onStep(`${verb} ${table}: ${parts} parts`);
    };
    client.on('notice', heard);
    try {
      await work(client);
    } finally {
      client.off('notice', heard);
    }
  });
}

async function demandCoordinator(db: Database): Promise<Citus> {
  const citus = await citusOf(db);
  if (!citus)
    throw new DatabaseRefusal(
      'citus',
      'Citus isn’t installed in this database',
      'run `create extension citus` in it, on the coordinator and on each worker; docs/scale.md has the steps',
    );
  if (!citus.coordinator)
    throw new DatabaseRefusal('citus', 'this is a worker', 'name the coordinator in the database URL');
  if (citus.workers.length === 0)
    throw new DatabaseRefusal(
      'citus',
      'the coordinator knows no worker',
      "tell it of each: select citus_add_node('host', 5432)",
    );
  return citus;
}
