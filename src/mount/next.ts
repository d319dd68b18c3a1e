import { listOf } from '../http/caller/forwarded.ts';
import { askedOfFetch, type MiddlewareOptions } from '../http/middleware.ts';
import { askUserOf, type MountUser } from './ask-user.ts';
import type { Mountable } from './mountable.ts';

/** An installation that is opened when it is first asked for: `openOnce(() => createAnalytics({ … }))`. */
export type Opening<A extends Mountable = Mountable> = () => Promise<A>;

/** Kept for the process: `next dev` reads modules anew at each edit, and several bundles may hold this one. */
const OPENED: unique symbol = Symbol.for('joip-analytics.opened') as never;

/**
 * Opens an installation at the first request, once a process: `next build` needs no database, and an edit in
 * `next dev` opens no further connections. What failed is tried again by the next call.
 *
 * @param name tells several installations of one process apart
 * @example export const analytics = openOnce(() => createAnalytics({ databaseUrl: process.env.DATABASE_URL! }));
 */
export function openOnce<A extends Mountable>(open: Opening<A>, name = 'analytics'): Opening<A> {
  const holder = globalThis as { [OPENED]?: Map<string, Promise<unknown>> };
  return () => {
    holder[OPENED] ??= new Map();
    const opened = holder[OPENED];
    const found = opened.get(name);
    if (found) return found as Promise<A>;
    const opening = open();
    opened.set(name, opening);
    opening.then(endWithProcess, () => opened.delete(name));
    return opening;
  };
}

/** What a page goes on asking for would keep its connection, and by that the server. */
let ending = false;

/**
 * Next.js waits for the end of every answer before it exits, and a live stream has none for minutes. Where nobody
 * listens, the signal ends the process by itself, which a listener of ours would prevent.
 */
function endWithProcess({ endStreams }: Mountable): void {
  const end = () => {
    ending = true;
    endStreams();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    if (process.listenerCount(signal) > 0) process.once(signal, end);
}

/** What Next.js tells a route handler beside the request. */
interface RouteContext {
  readonly params: Promise<Params> | Params;
}
type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * API and panel as a route: `app/insights/[[...path]]/route.ts`, in whatever folder.
 *
 * @param o.userId who is signed in, for the beacon
 * @example export const { GET, HEAD, POST, PUT, PATCH, DELETE } = analyticsRoutes(analytics);
 */
export function analyticsRoutes(analytics: Opening, o: MountUser<Request> = {}) {
  const handle = async (request: Request, { params }: RouteContext): Promise<Response> => {
    const opened = await analytics();
    opened.start();
    const rest = Object.values(await params).find((each) => typeof each === 'object') ?? [];
    const segments = new URL(request.url).pathname.split('/').filter(Boolean);
    const mount = segments.slice(0, segments.length - rest.length).join('/');
    const response = await opened.fetch(plain(request), {
      mount,
      client: clientOf(request),
      askUser: askUserOf(request, o),
    });
    if (ending) response.headers.set('connection', 'close');
    return response;
  };
  return { GET: handle, HEAD: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle };
}

/**
 * Whatever is tracked while a route handler runs carries its user, visit, browser and address.
 *
 * @example export const POST = requestContext(analytics, { userId: userOf })(async (request) => …);
 */
export const requestContext =
  (analytics: Opening, o: MiddlewareOptions<Request> = {}) =>
  <A extends unknown[], T>(handler: (request: Request, ...rest: A) => T) =>
  async (request: Request, ...rest: A): Promise<Awaited<T>> => {
    const { inRequest } = await analytics();
    const asked = { ...askedOfFetch(request), address: clientOf(request).address };
    return await inRequest(asked, o, () => handler(request, ...rest));
  };

/** Next.js compresses what it answers by itself: what came compressed would be so twice. */
function plain(request: Request): Request {
  if (request.method !== 'GET') return request;
  const headers = new Headers(request.headers);
  headers.delete('accept-encoding');
  const { url, signal } = request;
  return new Request(url, { headers, signal });
}

/**
 * The address of a request is that of the server itself: what the browser asked for stands in headers, which Next.js
 * writes where no proxy did. The nearest hop is the last of its list.
 */
function clientOf({ headers }: Request) {
  const first = (name: string) => listOf(headers.get(name))[0];
  return {
    address: listOf(headers.get('x-forwarded-for')).at(-1) ?? null,
    scheme: first('x-forwarded-proto'),
    host: first('x-forwarded-host') ?? headers.get('host') ?? undefined,
  };
}
