import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NodeRequest, NodeResponse } from '../http/host.ts';
import { asAsked, pathOf } from '../http/node-handler.ts';
import { type HostInfo, nodeListener } from '../http/node-listener.ts';
import { isOurs } from '../http/paths.ts';
import type { Mountable } from './mountable.ts';

/** What an adapter learned of a request. */
export interface Learned extends HostInfo {
  /** Path that we are mounted under, empty at the root. */
  readonly mount: string;
  /** The address as the browser's request has it, where the framework changed it. */
  readonly original?: string | undefined;
}

/**
 * API and panel for what is made of `node:http`. Starts the background jobs.
 *
 * @returns answers a request; at the root, what is none of ours is left to `next`
 */
export function nodeRoutes(analytics: Mountable) {
  analytics.start();
  const listener = nodeListener(analytics.fetch, { own: false });
  return <T>(
    request: NodeRequest,
    response: NodeResponse,
    { original, ...info }: Learned,
    next?: () => T,
  ): T | Promise<void> =>
    next && isLeft(info.mount, pathOf(original ?? request.url ?? '/'))
      ? next()
      : asAsked(request, original, () =>
          listener(request as IncomingMessage, response as unknown as ServerResponse, info),
        );
}

/** Whether a path is the host's own: at the root, its first page and whatever else we know nothing of. */
export const isLeft = (mount: string, path: string): boolean =>
  mount === '' && (path === '/' || !isOurs(path));
