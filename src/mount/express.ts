import type { NodeRequest, NodeResponse } from '../http/host.ts';
import type { MiddlewareOptions } from '../http/middleware.ts';
import { mountOf } from '../http/node-handler.ts';
import { askUserOf, type MountUser } from './ask-user.ts';
import type { Mountable } from './mountable.ts';
import { nodeRoutes } from './node-routes.ts';

export { closeWith } from './close-with.ts';

/** What we use of a request of Express 4 or 5. */
export interface ExpressRequest extends NodeRequest {
  readonly protocol?: string;
  readonly hostname?: string;
  // biome-ignore lint/suspicious/noExplicitAny: what other middleware adds is told by its own types, if at all
  readonly [field: string]: any;
}

/**
 * API and panel, wherever they are mounted, before or after body parsers.
 *
 * @param o.userId who is signed in, for the beacon
 * @example app.use('/insights', analyticsRoutes(analytics));
 */
export function analyticsRoutes<R extends ExpressRequest = ExpressRequest>(
  analytics: Mountable,
  o: MountUser<R> = {},
) {
  const answer = nodeRoutes(analytics);
  return (request: R, response: NodeResponse, next: () => void): void => {
    const { ip, protocol, originalUrl } = request;
    const client = { address: ip, scheme: protocol, host: hostOf(request) };
    const askUser = askUserOf(request, o);
    void answer(request, response, { mount: mountOf(request), original: originalUrl, client, askUser }, next);
  };
}

/**
 * Whatever is tracked while a request is handled carries its user, visit, browser and address: that of `req.ip`, by
 * the app's setting `trust proxy`.
 *
 * @example app.use(requestContext(analytics, { userId: (req) => req.session?.userId }));
 */
export const requestContext = <R extends NodeRequest = ExpressRequest>(
  analytics: Mountable,
  o: MiddlewareOptions<R> = {},
) => analytics.middleware<R>(o);

/** Express believes a proxy about the name alone; the port stands beside it. */
function hostOf({ hostname, headers }: ExpressRequest): string | undefined {
  const [told] = String(headers['x-forwarded-host'] ?? '').split(',');
  return [headers.host, told?.trim()].map(String).find((each) => each.replace(/:\d+$/, '') === hostname);
}
