import {
  type EndpointName,
  exampleOf,
  type Route,
  routes,
  type Schema,
  schemas,
} from '../../src/contract/index.ts';
import { queryText } from '../../src/contract/query-text.ts';
import { statusOf } from '../../src/openapi/index.ts';
import type { Answered, AskOptions, TestServer } from '../support/http.ts';
import { type GoodCall, trueCalls } from './true-calls.ts';

/** One row of the table. */
export interface Endpoint {
  readonly name: EndpointName;
  readonly route: Route;
  readonly schema: Schema;
}

export const endpoints: readonly Endpoint[] = (Object.keys(routes) as EndpointName[]).map((name) => ({
  name,
  route: routes[name],
  schema: schemas[name],
}));

export async function goodCall(s: TestServer, { name }: Endpoint, as?: string): Promise<GoodCall> {
  return { status: statusOf(name), ...exampleOf(name), ...(await trueCalls[name]?.(s, as)) };
}

/** What a case changes of a good call. */
export interface Changes extends AskOptions {
  readonly params?: Readonly<Record<string, string>>;
  /** Instead of the good call's query: the text after `?`. */
  readonly search?: string;
}

export function addressOf({ route }: Endpoint, params: Readonly<Record<string, string>> = {}): string {
  return route.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? 'x'));
}

/** Sends a good call, but for the changes. */
export async function send(
  s: TestServer,
  endpoint: Endpoint,
  call: Pick<GoodCall, 'params' | 'query' | 'body'>,
  { params, search, ...options }: Changes = {},
): Promise<Answered> {
  const query = search ?? queryText(call.query ?? {});
  return s.ask(addressOf(endpoint, { ...call.params, ...params }) + (query && `?${query}`), {
    method: endpoint.route.method,
    // Of its own: failed sign-ins are counted by address.
    remoteAddress: newAddress(),
    ...(call.body === undefined ? {} : { body: call.body }),
    ...options,
  });
}

let addresses = 0;
/** Another address of this machine. */
export const newAddress = () => {
  addresses++;
  return `127.${1 + (addresses >> 16)}.${(addresses >> 8) & 255}.${addresses & 255}`;
};
