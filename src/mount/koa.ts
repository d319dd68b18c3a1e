import type { NodeRequest, NodeResponse } from '../http/host.ts';
import { askedOfNode, type MiddlewareOptions } from '../http/middleware.ts';
import { pathOf, takenOff } from '../http/node-handler.ts';
import { below, normalBasePath } from '../http/paths.ts';
import { askUserOf, type MountUser } from './ask-user.ts';
import type { Mountable } from './mountable.ts';
import { nodeRoutes } from './node-routes.ts';
import { mountOfPattern } from './pattern.ts';

export { closeWith } from './close-with.ts';

/** What we use of Koa's context. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  readonly request: object;
  readonly originalUrl: string;
  readonly path: string;
  readonly ip: string;
  readonly protocol: string;
  readonly host: string;
  respond?: boolean | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: what other middleware adds is told by its own types, if at all
  [field: string]: any;
}

type Next = () => Promise<unknown>;

/**
 * API and panel, wherever they are mounted, before or after body parsers.
 *
 * @param at the path, where neither koa-mount nor a router says it: Koa itself has none
 * @param o.userId who is signed in, for the beacon
 * @example
 * app.use(analyticsRoutes(analytics, '/insights'));
 * app.use(mount('/insights', analyticsRoutes(analytics))); // of koa-mount, or a route of @koa/router
 */
export function analyticsRoutes(analytics: Mountable, at?: string, o: MountUser<KoaContext> = {}) {
  const answer = nodeRoutes(analytics);
  const told = at === undefined ? undefined : normalBasePath(at);
  return async (ctx: KoaContext, next: Next): Promise<void> => {
    if (told !== undefined && below(told, ctx.path) === null) {
      await next();
      return;
    }
    const { req, res, ip, protocol, host, originalUrl } = ctx;
    const { rawBody, body } = ctx.request as { rawBody?: unknown; body?: unknown };
    const learned = {
      mount: mountOf(ctx) + (told ?? ''),
      original: originalUrl,
      body: rawBody ?? body,
      client: { address: ip, scheme: protocol, host },
      askUser: askUserOf(ctx, o),
    };
    ctx.respond = false;
    await answer(req, res, learned, () => {
      ctx.respond = true;
      return next();
    });
  };
}

/**
 * Whatever is tracked while a request is handled carries its user, visit, browser and address: that of `ctx.ip`, by
 * the app's setting `proxy`.
 *
 * @example app.use(requestContext(analytics, { userId: (ctx) => ctx.session?.userId }));
 */
export const requestContext =
  (analytics: Mountable, o: MiddlewareOptions<KoaContext> = {}) =>
  (ctx: KoaContext, next: Next): Promise<unknown> =>
    analytics.inRequest(askedOfNode(ctx, ctx.req, ctx.ip), o, next);

/** koa-mount takes it off the path; a router leaves the path, and tells the route that matched. */
function mountOf({ originalUrl, path, _matchedRoute: route }: KoaContext): string {
  const whole = pathOf(originalUrl);
  return takenOff(whole, path) || (typeof route === 'string' ? mountOfPattern(whole, route) : '');
}
