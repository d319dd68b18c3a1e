import type { MiddlewareOptions } from '../http/middleware.ts';
import { type ClosableServer, closeWith } from './close-with.ts';
import * as express from './express.ts';
import * as fastify from './fastify.ts';
import type { Mountable } from './mountable.ts';

/** What we use of a Nest application, on Express or on Fastify. */
export interface NestApplication {
  // biome-ignore lint/suspicious/noExplicitAny: both platforms' own, which a structure can't tell
  getHttpAdapter(): { getType(): string; getInstance(): any };
  // biome-ignore lint/suspicious/noExplicitAny: as above
  getHttpServer(): any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  use(...args: any[]): unknown;
}

/** What a request of either platform has. */
export type NestRequest = express.ExpressRequest & fastify.FastifyRequest;

/**
 * Mounts API and panel in a Nest application, whatever its global prefix, with the request's context for all that its
 * controllers track. Call it before `app.listen`. `app.close()` ends live streams and writes what waits.
 *
 * @param at where: `/insights`; several are a list
 * @example mountAnalytics(app, '/insights', analytics, { userId: (request) => request.user?.id });
 */
export function mountAnalytics(
  app: NestApplication,
  at: string | readonly string[],
  analytics: Mountable,
  o: MiddlewareOptions<NestRequest> = {},
): void {
  const paths = [at].flat();
  const http = app.getHttpAdapter();
  if (http.getType() === 'fastify') {
    const instance = http.getInstance();
    const onFastify = o as MiddlewareOptions<fastify.FastifyRequest>;
    for (const prefix of paths) instance.register(fastify.analyticsRoutes(analytics, onFastify), { prefix });
    instance.addHook('onRequest', fastify.requestContext(analytics, onFastify));
    return;
  }
  for (const path of paths) app.use(path, express.analyticsRoutes<NestRequest>(analytics, o));
  app.use(express.requestContext<NestRequest>(analytics, o));
  closeWith(app.getHttpServer() as ClosableServer, analytics);
}
