import type { NodeRequest, NodeResponse } from '../http/host.ts';
import type { MiddlewareOptions } from '../http/middleware.ts';
import { pathOf } from '../http/node-handler.ts';
import { below, normalBasePath } from '../http/paths.ts';
import { askUserOf } from './ask-user.ts';
import type { Mountable } from './mountable.ts';
import { nodeRoutes } from './node-routes.ts';

export { closeWith } from './close-with.ts';

/** Where it is mounted, and how the host's own requests are read. */
export interface MountOptions<R extends NodeRequest> extends MiddlewareOptions<R> {
  /** `/insights`; several are a list. `/` is the root: what is none of ours there goes to the host. */
  readonly at: string | readonly string[];
}

/**
 * A listener of `node:http` that answers API and panel where they are mounted, and hands every other request to the
 * host's own, in its context: what is tracked there carries user, visit, browser and address.
 *
 * @example
 * createServer(withAnalytics(analytics, { at: '/insights', userId: userOf }, (request, response) => …));
 */
export function withAnalytics<R extends NodeRequest, S extends NodeResponse>(
  analytics: Mountable,
  { at, ...o }: MountOptions<R>,
  host: (request: R, response: S) => unknown,
): (request: R, response: S) => void {
  const answer = nodeRoutes(analytics);
  const around = analytics.middleware<R>(o);
  // The longest first: one may lie below another.
  const mounts = [at]
    .flat()
    .map(normalBasePath)
    .sort((a, b) => b.length - a.length);
  return (request, response) => {
    const next = () => around(request, response, () => void host(request, response));
    const mount = mounts.find((each) => below(each, pathOf(request.url ?? '/')) !== null);
    if (mount === undefined) next();
    else void answer(request, response, { mount, askUser: askUserOf(request, o) }, next);
  };
}
