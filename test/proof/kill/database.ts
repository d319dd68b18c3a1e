import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, killTree } from '../../../src/db/embedded/processes.ts';
import type { Random } from '../../../src/sample/random.ts';
import { signalTree } from '../../support/signal-tree.ts';
import type { ClusterNode } from '../citus/node.ts';

/** What a server under test writes to, and how it is killed beside it. */
export interface TargetDatabase {
  /** What the server is told of it. */
  readonly env: Readonly<Record<string, string>>;
  url(): string;
  kill(): Promise<void>;
  /** As a machine that hangs. */
  freeze(): void;
  /** Before the server starts again. */
  start(): void;
  /** After the server has ended. */
  stop(): void;
}

/** PostgreSQL of the server's own, which it starts itself. */
export function ownDatabase(dataDir: string): TargetDatabase {
  const postmaster = (): number | undefined => {
    const file = join(dataDir, 'postgres/cluster/postmaster.pid');
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
  };
  return {
    env: {},
    url: () => JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')).databaseUrl,
    kill: async () => killTree(postmaster()!),
    freeze: () => signalTree(postmaster()!, 'SIGSTOP'),
    start: () => {},
    stop() {
      const left = postmaster();
      // The file may be of a server that was killed, and its number another program's by now.
      if (left && commandLine(left).includes(dataDir)) killTree(left);
    },
  };
}

/** A database on a cluster: each time one of its nodes is killed, now the coordinator and now a worker. */
export function clusterDatabase(url: string, nodes: readonly ClusterNode[], r: Random): TargetDatabase {
  return {
    env: { DATABASE_URL: url },
    url: () => url,
    kill: () => r.pick(nodes).kill(),
    freeze: () => r.pick(nodes).freeze(),
    start() {
      for (const node of nodes) {
        node.thaw();
        node.start();
      }
    },
    stop() {
      this.start();
    },
  };
}
