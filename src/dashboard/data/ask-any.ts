import type { Answer } from '../../client/index.ts';
import type { EndpointName } from '../../contract/families/routes.ts';
import { call } from './call.ts';

/** Asks one of several endpoints that take their questions alike. */
export const askAny = <E extends EndpointName>(
  endpoint: E,
  query: object,
  signal: AbortSignal,
): Promise<Answer<E>> =>
  call<EndpointName>(endpoint, { query, signal } as Parameters<typeof call<EndpointName>>[1]) as Promise<
    Answer<E>
  >;
