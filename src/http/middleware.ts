import type { Id } from '../contract/index.ts';
import { type ContextStore, isLookUp, type RequestContext, type Told } from '../ingest/context.ts';
import type { HeaderReader } from './caller/forwarded.ts';
import { toldAddress } from './caller.ts';
import type { NodeRequest, NodeResponse } from './host.ts';

/** How the middleware learns what a request alone doesn't tell. What throws tells nothing, and the log says so. */
export interface MiddlewareOptions<R> {
  /**
   * The user who is signed in, or a promise of them: whom activity is of that names nobody, and of whom one API call
   * and a minute of presence are counted once the request was answered, unless API or panel answered it. Asked again
   * later in the request where it told nobody, so it may stand before what opens the session.
   */
  userId?: ((request: R) => Told | PromiseLike<Told>) | undefined;
  /** The visit (login session). Default: the header `x-visit-id`. */
  visitId?: ((request: R) => Id | null | undefined) | undefined;
  /** Default: the client's address as the framework believes it; for `fetch` hosts none. */
  ipAddress?: ((request: R) => string | null | undefined) | undefined;
}

/** What a host's request tells by itself. */
export interface Asked<R> {
  readonly request: R;
  /** The client's, as the framework believes it; a proxy that `trustProxy` names is asked first. */
  readonly address: string | null | undefined;
  /** Of the connection's other end. */
  readonly remoteAddress: string | undefined;
  readonly headers: HeaderReader;
}

interface Signals {
  apiCall(userId: Id): void;
  present(userId: Id): void;
}

/** Told of what a host's function threw, by its name. */
type OnFault = (name: keyof MiddlewareOptions<never>, error: unknown) => void;

/**
 * Middleware for hosts: whatever is tracked while a request is handled carries its user, address, user agent and
 * visit, without being passed along.
 */
export function createMiddleware(
  context: ContextStore,
  signals: Signals,
  { onFault, trustProxy = [] }: { onFault: OnFault; trustProxy: readonly string[] | undefined },
) {
  const count = (userId: Told) => {
    if (userId === null || userId === undefined) return;
    signals.apiCall(userId);
    signals.present(userId);
  };
  /** Answers what each option tells, and never throws. */
  function read<R>({ request, address: given, remoteAddress, headers }: Asked<R>, o: MiddlewareOptions<R>) {
    const asked = <T>(name: 'visitId' | 'ipAddress', ask: (request: R) => T): T | null => {
      try {
        return ask(request);
      } catch (error) {
        onFault(name, error);
        return null;
      }
    };
    let address = o.ipAddress && { told: asked('ipAddress', o.ipAddress) };
    const seen = () => {
      const told = toldAddress(headers, remoteAddress, trustProxy);
      return told === undefined ? given : told;
    };
    return {
      /** Read when something is tracked: most requests track nothing. */
      get ipAddress() {
        address ??= { told: seen() };
        return address.told;
      },
      visitId: asked('visitId', o.visitId ?? (() => headers.get('x-visit-id'))),
      userAgent: headers.get('user-agent'),
      userId: createAsking(() => o.userId?.(request), onFault),
    };
  }

  /**
   * Runs `work` in a request's context: what every adapter does.
   *
   * @param whenDone calls back once the request was answered; default: when what `work` answers is settled
   */
  function inRequest<R, T>(
    asked: Asked<R>,
    o: MiddlewareOptions<R>,
    work: (around: RequestContext) => T,
    whenDone?: (then: () => void) => void,
  ): T {
    let ours = false;
    const onOurs = () => {
      ours = true;
    };
    const around = Object.assign(read(asked, o), { onOurs });
    // Its session may be gone at the end.
    around.userId();
    const end = () => {
      if (ours) return;
      const told = around.userId();
      if (isLookUp(told)) told.then(count);
      else count(told);
    };
    whenDone?.(end);
    let result: T | undefined;
    try {
      result = context.run(around, () => work(around));
      return result;
    } finally {
      if (!whenDone) whenSettled(result, end);
    }
  }

  /** Likewise of a `node:http` request, in whose events the context is kept. */
  function inNodeRequest<R>(
    asked: Asked<R>,
    o: MiddlewareOptions<R>,
    { request, response }: { readonly request: NodeRequest; readonly response: NodeResponse },
    next: () => void,
  ): void {
    const work = () => {
      keepContext(request, context);
      next();
    };
    inRequest(asked, o, work, (then) => response.once('close', then));
  }

  return {
    /**
     * For Express, Connect and `node:http`.
     *
     * @example app.use(analytics.middleware({ userId: (req) => req.session?.userId }));
     */
    middleware<R extends NodeRequest = NodeRequest>(o: MiddlewareOptions<R> = {}) {
      return (request: R, response: NodeResponse, next: (error?: unknown) => void): void =>
        inNodeRequest(
          askedOfNode(request, request, request.ip ?? request.socket.remoteAddress),
          o,
          { request, response },
          () => next(),
        );
    },

    /**
     * For Hono and its like, whose middleware is `(c, next)`.
     *
     * @example app.use(analytics.honoMiddleware({ userId: (request) => userOf(request) }));
     */
    honoMiddleware(o: MiddlewareOptions<Request> = {}) {
      return (c: { req: { raw: Request } }, next: () => Promise<void>): Promise<void> =>
        inRequest(askedOfFetch(c.req.raw), o, next);
    },

    /** Wraps a web-standard `fetch` handler. */
    wrapFetch<A extends unknown[], T>(
      handler: (request: Request, ...rest: A) => T,
      o: MiddlewareOptions<Request> = {},
    ) {
      return (request: Request, ...rest: A): T =>
        inRequest(askedOfFetch(request), o, () => handler(request, ...rest));
    },

    inRequest,
    inNodeRequest,
  };
}

/**
 * @param request as the framework has it, over `node`
 * @param address the client's, as the framework believes it
 */
export const askedOfNode = <R>(request: R, node: NodeRequest, address: string | undefined): Asked<R> => ({
  request,
  address,
  remoteAddress: node.socket.remoteAddress,
  headers: nodeHeaders(node),
});

/** The headers of a `node:http` request, several of one name as one. */
const nodeHeaders = ({ headers }: Pick<NodeRequest, 'headers'>): HeaderReader => ({
  get: (name) => {
    const value = headers[name];
    return (Array.isArray(value) ? value.join(', ') : value) ?? null;
  },
});

/** @param remoteAddress of the connection, where the host knows it */
export const askedOfFetch = (request: Request, remoteAddress?: string): Asked<Request> => ({
  request,
  address: remoteAddress,
  remoteAddress,
  headers: request.headers,
});

/**
 * Who a host's function tells, kept once it told somebody. It is asked anew until then: a session may be opened later
 * in the request.
 */
function createAsking(ask: () => Told | PromiseLike<Told>, onFault: OnFault): () => Told | PromiseLike<Told> {
  let known: Id | undefined;
  let looking: PromiseLike<Told> | undefined;
  const failed = (error: unknown) => {
    looking = undefined;
    onFault('userId', error);
    return null;
  };
  const keep = (told: Told): Told => {
    looking = undefined;
    if (told === null || told === undefined || known !== undefined) return known ?? told;
    known = told;
    return told;
  };
  return () => {
    if (known !== undefined) return known;
    if (looking) return looking;
    try {
      const told = ask();
      if (!isLookUp(told)) return keep(told);
      looking = told.then(keep).then(undefined, failed);
      return looking;
    } catch (error) {
      return failed(error);
    }
  };
}

function whenSettled(result: unknown, then: () => void): void {
  if (isLookUp(result)) result.then(then, then);
  else then();
}

/** Body parsers go on from a request's events, which Node tells in the context of the connection. */
function keepContext(request: NodeRequest, context: ContextStore): void {
  const events = request as { emit?: (...args: unknown[]) => unknown };
  const { emit } = events;
  const within = context.bind();
  if (emit) events.emit = (...args) => within(() => emit.apply(request, args));
}
