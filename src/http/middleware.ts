import type { Id } from '../contract/index.ts';
import type { ContextStore, RequestContext } from '../ingest/context.ts';
import type { NodeRequest, NodeResponse } from './host.ts';

/** How the middleware learns what a request alone doesn't tell. */
export interface MiddlewareOptions<R> {
  /** The user who is signed in: one API call and a minute of presence are counted for them. */
  userId?: ((request: R) => Id | null | undefined) | undefined;
  /** The visit (login session). Default: the header `x-visit-id`. */
  visitId?: ((request: R) => Id | null | undefined) | undefined;
  /** Default: `req.ip` of Express, else the connection's address; for `fetch` hosts none. */
  ipAddress?: ((request: R) => string | null | undefined) | undefined;
}

interface Signals {
  apiCall(userId: Id): void;
  present(userId: Id): void;
}

/**
 * Middleware for hosts: whatever is tracked while a request is handled carries its address, user agent and
 * visit, without being passed along.
 */
export function createMiddleware(context: ContextStore, signals: Signals) {
  const note = (userId: Id | null | undefined) => {
    if (userId === null || userId === undefined) return;
    signals.apiCall(userId);
    signals.present(userId);
  };
  const contextOf = (request: Request, o: MiddlewareOptions<Request>): RequestContext => ({
    ipAddress: o.ipAddress?.(request) ?? null,
    userAgent: request.headers.get('user-agent'),
    visitId: o.visitId ? o.visitId(request) : request.headers.get('x-visit-id'),
  });

  return {
    /**
     * For Express, Connect and `node:http`.
     *
     * @example app.use(analytics.middleware({ userId: (req) => req.session?.userId }));
     */
    middleware<R extends NodeRequest = NodeRequest>(o: MiddlewareOptions<R> = {}) {
      return (request: R, _response: NodeResponse, next: (error?: unknown) => void): void => {
        note(o.userId?.(request));
        const around: RequestContext = {
          ipAddress: o.ipAddress ? o.ipAddress(request) : (request.ip ?? request.socket.remoteAddress),
          userAgent: oneOf(request.headers['user-agent']),
          visitId: o.visitId ? o.visitId(request) : oneOf(request.headers['x-visit-id']),
        };
        context.run(around, () => next());
      };
    },

    /**
     * For Hono and its like, whose middleware is `(c, next)`.
     *
     * @example app.use(analytics.honoMiddleware({ userId: (request) => userOf(request) }));
     */
    honoMiddleware(o: MiddlewareOptions<Request> = {}) {
      return (c: { req: { raw: Request } }, next: () => Promise<void>): Promise<void> => {
        note(o.userId?.(c.req.raw));
        return context.run(contextOf(c.req.raw, o), next);
      };
    },

    /** Wraps a web-standard `fetch` handler. */
    wrapFetch<A extends unknown[], T>(
      handler: (request: Request, ...rest: A) => T,
      o: MiddlewareOptions<Request> = {},
    ) {
      return (request: Request, ...rest: A): T => {
        note(o.userId?.(request));
        return context.run(contextOf(request, o), () => handler(request, ...rest));
      };
    },
  };
}

const oneOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
