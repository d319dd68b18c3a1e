import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be frozen, cut, or deaf on the way back. */
export async function databaseProxy(url: string) {
  const target = new URL(url);
  const host = target.searchParams.get('host');
  const port = Number(target.searchParams.get('port') ?? target.port) || 5432;
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  let closed = false;
  /** Called with what the database answers; false loses it and the connection. */
  let answers: ((bytes: Buffer) => boolean) | undefined;

  const server = createServer((from) => {
    if (closed) return void from.destroy();
    const to = host?.startsWith('/')
      ? connect(`${host}/.s.PGSQL.${port}`)
      : connect(port, host ?? target.hostname);
    const pair = [from, to] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      from.destroy();
      to.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    from.on('data', (bytes) => void to.write(bytes));
    to.on('data', (bytes) => {
      if (answers && !answers(bytes)) end();
      else from.write(bytes);
    });
    if (frozen) for (const socket of pair) socket.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as { port: number };

  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(own);
  for (const name of ['host', 'port']) through.searchParams.delete(name);
  through.searchParams.set('sslmode', 'disable');

  return {
    url: through.href,
    /** Forwards nothing more, in neither direction; connections are still taken. */
    freeze(): void {
      frozen = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    /** Likewise for the connections of now; new ones are forwarded. */
    strand(): void {
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    /** Forwards again what has waited. */
    thaw(): void {
      frozen = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    /** Ends every connection, and takes none until `open`. */
    shut(): void {
      closed = true;
      for (const pair of [...pairs]) for (const socket of pair) socket.destroy();
    },
    open(): void {
      closed = false;
    },
    /** Looks at what the database answers; where it says false, the answer is lost with its connection. */
    onAnswer(look: ((bytes: Buffer) => boolean) | undefined): void {
      answers = look;
    },
    connections: () => pairs.size,
    async close(): Promise<void> {
      this.shut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type DatabaseProxy = Awaited<ReturnType<typeof databaseProxy>>;
