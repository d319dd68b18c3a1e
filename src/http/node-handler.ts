import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fetch, NodeRequest, NodeResponse } from './host.ts';
import { nodeListener } from './node-listener.ts';

/**
 * An installation as a handler for Express, Connect and `node:http`, wherever it is mounted, best before body parsers:
 * what they read is taken from `request.body`. The entry points of frameworks (`joip-analytics/express`) do more.
 *
 * @example
 * const analytics = await createAnalytics({ databaseUrl });
 * app.use('/insights', nodeHandler(analytics.fetch));
 */
export function nodeHandler(fetch: Fetch) {
  const listener = nodeListener(fetch, { own: false });
  return (request: NodeRequest, response: NodeResponse): void => {
    // At the root the mount point is where `basePath` says.
    const mount = mountOf(request) || undefined;
    void asAsked(request, request.originalUrl, () =>
      listener(request as IncomingMessage, response as unknown as ServerResponse, { mount }),
    );
  };
}

/** Path that a router took off, as Express tells it, else as the two addresses differ. */
export const mountOf = ({ url = '/', originalUrl = url, baseUrl }: NodeRequest): string =>
  baseUrl ?? takenOff(pathOf(originalUrl), pathOf(url));

/**
 * Reads a request at the address that the browser knows: a mounted handler is shown the rest alone.
 *
 * @param read takes the address at once; afterwards the router has its own again
 */
export function asAsked<T>(
  request: { url?: string | undefined },
  original: string | undefined,
  read: () => T,
): T {
  const { url } = request;
  request.url = original ?? url;
  try {
    return read();
  } finally {
    request.url = url;
  }
}

export const pathOf = (url: string): string => url.split('?', 1)[0]!;

/** @example takenOff('/insights', '/') // '/insights', as for '/insights/' */
export const takenOff = (whole: string, rest: string): string =>
  whole.endsWith(rest) ? whole.slice(0, whole.length - rest.length) : whole;
