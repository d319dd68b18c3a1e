import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../../src/db/embedded/index.ts';
import { signalTree } from '../../support/signal-tree.ts';

/**
 * How PostgreSQL is away: ended and started again later, stopped in its tracks, made read-only as a provider does when
 * the disk is full, or so slow that each write takes three seconds.
 */
export const KINDS = ['stopped', 'frozen', 'read-only', 'slow'] as const;
export type Kind = (typeof KINDS)[number];

/** A server of its own that keeps its address over restarts. */
export async function startDatabase(folder: string) {
  const port = await freePort();
  const start = () => startEmbedded({ dataDir: join(folder, 'pg'), port });
  let server = await start();
  const url = new URL(server.url());
  url.hostname = '127.0.0.1';
  url.port = String(port);
  url.searchParams.delete('host');
  url.searchParams.delete('port');

  /** As an administrator, whom nothing of it binds. */
  async function run(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: server.url() });
    await client.connect();
    try {
      for (const each of ['set default_transaction_read_only = off', ...statements]) await client.query(each);
    } finally {
      await client.end();
    }
  }

  const ways: Record<Kind, { away(): Promise<unknown>; back(): Promise<unknown> }> = {
    stopped: {
      away: () => server.stop(),
      async back() {
        server = await start();
      },
    },
    frozen: {
      away: async () => signalTree(server.pid, 'SIGSTOP'),
      back: async () => signalTree(server.pid, 'SIGCONT'),
    },
    'read-only': {
      away: () => run('alter system set default_transaction_read_only = on', 'select pg_reload_conf()'),
      back: () => run('alter system reset default_transaction_read_only', 'select pg_reload_conf()'),
    },
    slow: {
      away: () =>
        run(
          `create function analytics.doze() returns trigger language plpgsql as
             $$ begin perform pg_sleep(3); return null; end $$`,
          `create trigger doze before insert on analytics.user_activity_logs
             for each statement execute function analytics.doze()`,
        ),
      back: () => run('drop function analytics.doze() cascade'),
    },
  };
  return { url: url.href, ways, stop: () => server.stop() };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
