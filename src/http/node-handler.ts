import type { IncomingMessage } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { NodeRequest, NodeResponse, RequestInfo } from './host.ts';

type Fetch = (request: Request, info?: RequestInfo) => Promise<Response>;

/**
 * An installation as a handler for Express, Connect and `node:http`. Mount it before body parsers, under
 * the `basePath` that the installation was opened with.
 *
 * @example
 * const analytics = await createAnalytics({ databaseUrl, basePath: '/insights' });
 * app.use('/insights', nodeHandler(analytics.fetch));
 */
export function nodeHandler(fetch: Fetch) {
  const listener = getRequestListener((request, env) => {
    const { incoming } = env as { incoming: IncomingMessage };
    return fetch(request, { remoteAddress: incoming.socket.remoteAddress });
  });
  return (request: NodeRequest, response: NodeResponse): void => {
    // A mounted handler is shown the path without its mount point; ours knows its base path itself.
    request.url = request.originalUrl ?? request.url;
    void listener(
      request as Parameters<typeof listener>[0],
      response as unknown as Parameters<typeof listener>[1],
    );
  };
}
