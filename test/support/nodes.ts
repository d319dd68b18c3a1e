import pg from 'pg';

/** Every server on which a database is: one, unless Citus spreads it over workers, named as `host:port`. */
export function nodesOf(url: string, workers: readonly string[] = []): string[] {
  return [
    url,
    ...workers.map((worker) => {
      const node = new URL(url);
      node.host = worker;
      return node.href;
    }),
  ];
}

export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Makes the databases of one name on each node know each other; the first is the coordinator's. */
export async function makeCluster([coordinator, ...workers]: readonly string[]): Promise<void> {
  for (const node of [coordinator!, ...workers])
    await onServer(node, (client) => client.query('create extension citus'));
  await onServer(coordinator!, async (client) => {
    await client.query('select citus_set_coordinator_host($1, $2)', hostOf(coordinator!));
    for (const worker of workers) await client.query('select citus_add_node($1, $2)', hostOf(worker));
  });
}

/** As Citus names a node. */
export function hostOf(url: string): [host: string, port: number] {
  const { hostname, port } = new URL(url);
  return [hostname, Number(port)];
}
