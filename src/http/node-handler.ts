import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fetch, NodeRequest, NodeResponse } from './host.ts';
import { nodeListener } from './node-listener.ts';

/**
 * An installation as a handler for Express, Connect and `node:http`. Mount it under the `basePath` that the
 * installation was opened with, best before body parsers: what they read is taken from `request.body`.
 *
 * @example
 * const analytics = await createAnalytics({ databaseUrl, basePath: '/insights' });
 * app.use('/insights', nodeHandler(analytics.fetch));
 */
export function nodeHandler(fetch: Fetch) {
  const listener = nodeListener(fetch, { own: false });
  return (request: NodeRequest, response: NodeResponse): void => {
    // A mounted handler is shown the path without its mount point; ours knows its base path itself.
    request.url = request.originalUrl ?? request.url;
    void listener(request as IncomingMessage, response as unknown as ServerResponse);
  };
}
