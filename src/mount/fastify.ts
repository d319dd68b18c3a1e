import type { NodeRequest, NodeResponse } from '../http/host.ts';
import { askedOfNode, type MiddlewareOptions } from '../http/middleware.ts';
import { pathOf } from '../http/node-handler.ts';
import { askUserOf, type MountUser } from './ask-user.ts';
import { endIdle } from './end-idle.ts';
import type { Mountable } from './mountable.ts';
import { isLeft, nodeRoutes } from './node-routes.ts';
import { mountOfPattern } from './pattern.ts';

/** What we use of a request of Fastify. */
export interface FastifyRequest {
  readonly raw: NodeRequest;
  readonly ip: string;
  readonly protocol: string;
  readonly host: string;
  // biome-ignore lint/suspicious/noExplicitAny: what plugins add is told by their own types, if at all
  readonly [field: string]: any;
}

interface FastifyReply {
  readonly raw: NodeResponse;
  hijack(): unknown;
  callNotFound(): unknown;
}

/** What we use of a Fastify instance; its own overloads are more than a structure can tell. */
interface FastifyScope {
  readonly prefix: string;
  readonly server: object;
  removeAllContentTypeParsers(): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  addContentTypeParser: (...args: any[]) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  addHook: (...args: any[]) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  all: (...args: any[]) => unknown;
}

/**
 * API and panel as a plugin, under the prefix that it is registered with. Closing the app ends live streams and
 * writes what waits.
 *
 * @param o.userId who is signed in, for the beacon
 * @example app.register(analyticsRoutes(analytics), { prefix: '/insights' });
 */
export function analyticsRoutes(analytics: Mountable, o: MountUser<FastifyRequest> = {}) {
  return async (scope: FastifyScope): Promise<void> => {
    const answer = nodeRoutes(analytics);
    // Bodies are read by us, as they come.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request: unknown, _payload: unknown, done: (error: null) => void) =>
      done(null),
    );
    const handle = (request: FastifyRequest, reply: FastifyReply) => {
      const { raw, ip, protocol, host } = request;
      const path = pathOf(raw.url ?? '/');
      const mount = mountOfPattern(path, scope.prefix);
      if (isLeft(mount, path)) {
        reply.callNotFound();
        return;
      }
      reply.hijack();
      const client = { address: ip, scheme: protocol, host };
      void answer(raw, reply.raw, { mount, client, askUser: askUserOf(request, o) });
    };
    // At the root the first page is the host's.
    const paths = /[^/]/.test(scope.prefix) ? ['/', '/*'] : ['/*'];
    for (const path of paths) scope.all(path, handle);
    let closed: (() => void) | undefined;
    scope.addHook('preClose', async () => {
      analytics.endStreams();
      closed = endIdle(scope.server);
    });
    scope.addHook('onClose', () => {
      closed?.();
      return analytics.close();
    });
  };
}

/**
 * Whatever is tracked while a request is handled carries its user, visit, browser and address: that of `request.ip`,
 * by the app's setting `trustProxy`.
 *
 * @example app.addHook('onRequest', requestContext(analytics, { userId: (request) => request.session?.userId }));
 */
export const requestContext =
  (analytics: Mountable, o: MiddlewareOptions<FastifyRequest> = {}) =>
  (request: FastifyRequest, reply: { readonly raw: NodeResponse }, done: () => void): void => {
    const { raw } = request;
    const asked = askedOfNode(request, raw, request.ip);
    analytics.inNodeRequest(asked, o, { request: raw, response: reply.raw }, done);
  };
