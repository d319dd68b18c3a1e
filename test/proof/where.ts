import { randomBytes } from 'node:crypto';
import { defaultCatalogue as catalogue } from '../../src/catalogue/index.ts';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { distribute } from '../../src/jobs/distribute.ts';
import { makeCluster, nodesOf, onServer, urlOf } from '../support/nodes.ts';
import { dropDatabases, startTemporary } from '../support/server.ts';
import { type ClusterNode, openNode } from './citus/node.ts';

export interface DatabaseWish {
  /** Workers that hold part of it; the others are made ready and left out. Default: all. */
  readonly workers?: number;
  /** Of each table that is spread. Default: four a worker. */
  readonly shards?: number;
}

/** A server that cases run on. */
export interface Where {
  /** What it is, for people. */
  readonly title: string;
  /** Coordinator first; null where it is one server without Citus. */
  readonly nodes: readonly ClusterNode[] | null;
  /** An empty database, new at each call; on Citus it is migrated, and spread. */
  database(wish?: DatabaseWish): Promise<string>;
  stop(): Promise<void>;
}

/** @param url a server that is there already, as its superuser; undefined: one of its own */
export async function openWhere(url: string | undefined): Promise<Where> {
  const own = url === undefined ? await startTemporary({ max_connections: '300' }) : undefined;
  const server = url ?? own!.url;
  const workers = await workersOf(server);
  const urls = nodesOf(server, workers);
  const prefix = `chaos_${randomBytes(4).toString('hex')}`;
  let made = 0;
  const tail = `template template0 encoding 'UTF8'`;
  return {
    title: workers.length > 0 ? `a Citus coordinator and ${workers.length} workers` : 'one server',
    nodes: workers.length > 0 ? await Promise.all(urls.map(openNode)) : null,
    async database({ workers: some = workers.length, shards } = {}) {
      const name = `${prefix}_${++made}`;
      for (const node of urls)
        await onServer(node, (client) => client.query(`create database ${name} ${tail}`));
      const at = urls.map((node) => urlOf(node, name));
      if (workers.length === 0) return at[0]!;
      for (const left of at.slice(1 + some)) await onServer(left, (c) => c.query('create extension citus'));
      await makeCluster(at.slice(0, 1 + some));
      const db = connect({ url: at[0]! });
      try {
        await migrate(db, { catalogue });
        await distribute(db, { shards });
      } finally {
        await db.close();
      }
      return at[0]!;
    },
    async stop() {
      if (own) await own.stop();
      else for (const node of urls) await dropDatabases(node, prefix);
    },
  };
}

/** As `host:port`; none without Citus. */
const workersOf = (url: string): Promise<string[]> =>
  onServer(url, async (client) => {
    const { rows } = await client.query(`select to_regclass('pg_dist_node') is not null as citus`);
    if (!rows[0].citus) return [];
    const found = await client.query<{ node: string }>(
      `select nodename || ':' || nodeport as node from pg_dist_node where groupid > 0 order by nodeid`,
    );
    return found.rows.map(({ node }) => node);
  });
