import { type EndpointName, type Route, routes } from '../contract/routes/index.ts';
import type { Answer } from './answers.ts';
import { apiError, UnreachableError } from './errors.ts';
import { type AnyQuery, type Query, queryString } from './query.ts';

export interface CallerOptions {
  /** Where the server is mounted, e.g. `https://example.com/insights/`. */
  readonly baseUrl: string | URL;
  /** Sent with each request, e.g. `{ authorization: 'Bearer KEY' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallInput<E extends EndpointName> {
  /** Values of `:name` in the route's path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query<E>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export type Call = <E extends EndpointName>(endpoint: E, input?: CallInput<E>) => Promise<Answer<E>>;

/**
 * A function that calls any endpoint by its name.
 *
 * @throws ApiError (through the promise) where the server refuses, UnreachableError where none answers.
 * @example
 * const call = createCaller({ baseUrl: 'http://localhost:4000/' });
 * const { users } = await call('usageAnalytics', { query: { period: '7days', sortBy: 'sessionsCreated' } });
 */
export function createCaller(options: CallerOptions): Call {
  const base = new URL(options.baseUrl);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return async (endpoint, input = {}) => {
    const route: Route = routes[endpoint];
    const url = addressOf(base, route, input.params ?? {}, (input.query ?? {}) as AnyQuery);
    const response = await send(options.fetch ?? globalThis.fetch, url, {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      credentials: 'same-origin',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    });
    if (!response.ok) throw await apiError(response);
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
}

function addressOf(
  base: URL,
  route: Route,
  params: Readonly<Record<string, string>>,
  query: AnyQuery,
): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${route.path} needs the parameter "${name}"`);
    return encodeURIComponent(value);
  });
  const url = new URL(path.slice(1), base);
  url.search = queryString(query);
  return url.href;
}

async function send(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new UnreachableError(url, cause);
  }
}
