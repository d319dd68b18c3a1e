import type { AnyQuery } from '../query-text.ts';
import type { Input } from './input.ts';
import type { Schema } from './schema.ts';

/** A call of an endpoint that is answered well, and what its types don't tell: shown in the reference, sent by the tests. */
export type Example<Path extends string, S extends Schema> = Input<Path, S> & Notes;

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
