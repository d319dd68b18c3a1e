import { endIdle } from './end-idle.ts';
import type { Mountable } from './mountable.ts';

/** A server of `node:http`, and what frameworks answer where they begin to listen. */
export interface ClosableServer {
  close(then?: (error?: Error) => void): unknown;
}

/**
 * Closes an installation with the server that it is mounted in: `server.close()` ends its live streams first, for
 * which it would wait otherwise, and calls back once what waits is written (10 s at most).
 *
 * @returns the same server
 * @example
 * const server = closeWith(app.listen(3000), analytics);
 * process.once('SIGTERM', () => server.close());
 */
export function closeWith<S extends ClosableServer>(server: S, analytics: Mountable): S {
  const close = server.close.bind(server);
  server.close = (then) => {
    analytics.endStreams();
    const closed = endIdle(server);
    return close((error) => {
      closed();
      void analytics.close().then(() => then?.(error));
    });
  };
  return server;
}
