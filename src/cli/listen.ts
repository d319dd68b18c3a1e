import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net';
import type { Analytics } from '../app/interface.ts';
import { nodeListener } from '../http/node-listener.ts';
import { CliError } from './errors.ts';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** How long an idle connection is kept. Default 75, longer than load balancers keep theirs. */
  readonly keepAliveSeconds?: number | undefined;
  /** Default: as many as fit beside the files of the process. */
  readonly maxConnections?: number | undefined;
  readonly limits?: Partial<typeof LIMITS> | undefined;
}

/** Milliseconds in which a request's head must be there, the whole of it, and in which a reader must take something. */
const LIMITS = { head: 15_000, request: 60_000, reader: 120_000, checkedEvery: 2_000 };

/** Answers HTTP for an installation; resolves once it listens. */
export async function listen(
  fetch: Analytics['fetch'],
  { host, port, keepAliveSeconds = 75, maxConnections = connectionsThatFit(), limits }: ListenOptions,
): Promise<{ port: number; close(within: number): Promise<void> }> {
  const { head, request, reader, checkedEvery } = { ...LIMITS, ...limits };
  const listener = nodeListener(fetch, { own: true });
  const server = createServer({ connectionsCheckingInterval: checkedEvery }, listener);
  server.keepAliveTimeout = keepAliveSeconds * 1_000;
  // Counted from a request's first byte, or from the connection: it may be shorter than an idle connection lives.
  server.headersTimeout = head;
  server.requestTimeout = request;
  server.timeout = reader;
  // Who asks before sending a body is told to send it once somebody reads it.
  server.on('checkContinue', (asking, response) => {
    asking.once('resume', () => {
      if (!response.headersSent) response.writeContinue();
    });
    void listener(asking, response);
  });
  capConnections(server, maxConnections);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** Takes no new connection, lets answers under way end, and cuts what is left. */
    close: (within) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), within);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/**
 * Tells at once what `listen` would tell after a first start of half a minute.
 *
 * @throws CliError where nothing can listen there
 */
export async function demandFreePort({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createPlainServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    probe.listen(port, host, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const next = 'choose another with --port (0 takes a free one) or --host';
  if (error.code === 'EADDRINUSE') return new CliError(`port ${port} of ${host} is taken; ${next}`);
  if (error.code === 'EACCES') return new CliError(`port ${port} isn't open to this user; ${next}`);
  if (error.code === 'EADDRNOTAVAIL') return new CliError(`${host} is no address of this machine; ${next}`);
  return error;
}

/** Files that the rest of the process may have open: connections of the pool, the spool, the panel. */
const RESERVED = 128;
const MOST = 10_000;

/** As many connections as the process may have beside its files; where that can't be told, what any system bears. */
function connectionsThatFit(): number {
  const files = filesAtMost();
  return Math.max(16, Math.min(MOST, Math.floor(files - Math.max(RESERVED, files / 4))));
}

function filesAtMost(): number {
  try {
    const told = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return told === undefined ? 2 * MOST : Number(told);
  } catch {
    // Not Linux: what systems allow at least.
    return 1_024;
  }
}

/**
 * Keeps a server at so many connections. At the limit a new one takes the place of the one that has kept us waiting
 * longest, for a request or the rest of one: whoever opens sockets and says nothing shuts out nobody.
 */
function capConnections(server: Server, most: number): void {
  // In the order in which they began to wait; what is being answered has its whole request.
  const open = new Map<Socket, IncomingMessage | null>();
  const isWaitedFor = ([, request]: [Socket, IncomingMessage | null]) =>
    request === null || !request.complete;
  const move = (socket: Socket, request: IncomingMessage | null) => {
    if (open.delete(socket)) open.set(socket, request);
  };

  server.on('connection', (socket: Socket) => {
    if (open.size >= most) {
      const [longest] = [...open].find(isWaitedFor) ?? [socket];
      open.delete(longest);
      longest.destroy();
      if (longest === socket) return;
    }
    open.set(socket, null);
    socket.once('close', () => open.delete(socket));
  });
  for (const event of ['request', 'checkContinue'])
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      move(request.socket, request);
      response.once('close', () => move(request.socket, null));
    });
}
