import type { AnswerOf, InputOf } from '../contract/call.ts';
import type { EndpointName, Route } from '../contract/families/routes.ts';
import { type AnyQuery, queryText } from '../contract/query-text.ts';
import { apiError, UnreachableError } from './errors.ts';

export interface CallerOptions {
  /** Where the server is mounted, e.g. `https://example.com/insights/`. */
  readonly baseUrl: string | URL;
  /** Sent with each request, e.g. `{ authorization: 'Bearer KEY' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
}

export type CallInput<E extends EndpointName> = InputOf<E> & { readonly signal?: AbortSignal };

/** The input may be left out where the endpoint needs neither `params` nor `body`. */
export type CallArgs<E extends EndpointName> =
  Record<string, never> extends InputOf<E> ? [input?: CallInput<E>] : [input: CallInput<E>];

export type Call = <E extends EndpointName>(endpoint: E, ...args: CallArgs<E>) => Promise<AnswerOf<E>>;

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: AnyQuery;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export type Send = (endpoint: EndpointName, input: AnyInput | undefined, accept: string) => Promise<Response>;

/** Calls any endpoint by sending so. */
export function callBy(send: Send): Call {
  return async (endpoint, ...[input]) => {
    const response = await send(endpoint, input as AnyInput | undefined, 'application/json');
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** Sends one call and hands over its good answer, unread. Routes are told by whoever calls: a browser has no room for all at once. */
export function requestBy(
  routeOf: (endpoint: EndpointName) => Route | Promise<Route>,
  options: CallerOptions,
): Send {
  const base = new URL(options.baseUrl);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const fetch = options.fetch ?? globalThis.fetch;

  return async (endpoint, input = {}, accept) => {
    const route = await routeOf(endpoint);
    const url = addressOf(base, route, input.params ?? {}, input.query ?? {});
    const sends = input.body !== undefined;
    const response = await reach(fetch, url, {
      method: route.method,
      headers: {
        accept,
        ...(sends ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      credentials: 'same-origin',
      ...(sends ? { body: JSON.stringify(input.body) } : {}),
      ...(input.signal ? { signal: input.signal } : {}),
    });
    if (!response.ok) throw await apiError(response);
    return response;
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
  url.search = queryText(query);
  return url.href;
}

async function reach(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new UnreachableError(url, cause);
  }
}
