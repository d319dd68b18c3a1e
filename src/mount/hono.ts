import { askedOfFetch, type MiddlewareOptions } from '../http/middleware.ts';
import { askUserOf, type MountUser } from './ask-user.ts';
import type { Mountable } from './mountable.ts';
import { isLeft } from './node-routes.ts';
import { mountOfPattern } from './pattern.ts';

export { closeWith } from './close-with.ts';

/** What we use of Hono's context. */
export interface HonoContext {
  readonly req: {
    readonly raw: Request;
    readonly routePath: string;
    header(name: string): string | undefined;
  };
  readonly env: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: what other middleware sets is told by its own types, if at all
  readonly [field: string]: any;
}

/**
 * API and panel, under the route that they are mounted at.
 *
 * @param o.userId who is signed in, for the beacon
 * @example app.all('/insights/*', analyticsRoutes(analytics));
 */
export function analyticsRoutes<C extends HonoContext>(analytics: Mountable, o: MountUser<C> = {}) {
  analytics.start();
  return async (c: C, next: () => Promise<void>): Promise<Response | undefined> => {
    const { raw, routePath } = c.req;
    const { pathname } = new URL(raw.url);
    const mount = mountOfPattern(pathname, routePath);
    const told = { mount, remoteAddress: remoteAddressOf(c), askUser: askUserOf(c, o) };
    if (!isLeft(mount, pathname)) return analytics.fetch(raw, told);
    await next();
    return undefined;
  };
}

/**
 * Whatever is tracked while a request is handled carries its user, visit, browser and address. Hono trusts no proxy by
 * itself: `trustProxy` of `createAnalytics` says whose `X-Forwarded-For` is believed.
 *
 * @example app.use(requestContext(analytics, { userId: (c) => c.get('userId') }));
 */
export const requestContext =
  <C extends HonoContext>(analytics: Mountable, o: MiddlewareOptions<C> = {}) =>
  (c: C, next: () => Promise<void>): Promise<void> =>
    analytics.inRequest({ ...askedOfFetch(c.req.raw, remoteAddressOf(c)), request: c }, o, next);

/** As `@hono/node-server` and Bun tell it. */
function remoteAddressOf({ env, req }: HonoContext): string | undefined {
  const { incoming, requestIP } = (env ?? {}) as {
    incoming?: { socket?: { remoteAddress?: string } };
    requestIP?: (request: Request) => { address: string } | null;
  };
  return incoming?.socket?.remoteAddress ?? requestIP?.call(env, req.raw)?.address;
}
