import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { Analytics } from '../analytics-interface.ts';
import { CliError } from './errors.ts';

/** Answers HTTP for an installation; resolves once it listens. */
export async function listen(
  fetch: Analytics['fetch'],
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close(within: number): Promise<void> }> {
  const server = createAdaptorServer({
    fetch: (request: Request, env: unknown) =>
      fetch(request, { remoteAddress: (env as HttpBindings).incoming.socket.remoteAddress }),
  }) as Server;
  server.requestTimeout = 60_000;
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

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const next = 'choose another with --port (0 takes a free one) or --host';
  if (error.code === 'EADDRINUSE') return new CliError(`port ${port} of ${host} is taken; ${next}`);
  if (error.code === 'EACCES') return new CliError(`port ${port} is not open to this user; ${next}`);
  if (error.code === 'EADDRNOTAVAIL') return new CliError(`${host} is no address of this machine; ${next}`);
  return error;
}
