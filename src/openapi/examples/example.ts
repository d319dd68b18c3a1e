import type { EndpointName, InputOf } from '../../contract/index.ts';
import type { AnyQuery } from '../../contract/query-text.ts';

/** A call of an endpoint that is answered well, and what its types do not tell. */
export type Example<E extends EndpointName> = InputOf<E> & Notes;

interface Notes {
  /** Status of its answer. Default 200, or 204 where there is nothing to tell. */
  readonly status?: number;
  /** More than the summary, in a sentence or three. */
  readonly description?: string;
  /** Other good statuses, with when they come. */
  readonly also?: Readonly<Record<number, string>>;
  /** Statuses of refusals that only this endpoint has, with their reasons. */
  readonly errors?: Readonly<Record<number, string>>;
}

/** Any endpoint's. */
export interface AnyExample extends Notes {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: AnyQuery;
  readonly body?: unknown;
}

export type ExamplesOf<Routes> = { readonly [E in keyof Routes & EndpointName]: Example<E> };
