import type { z } from 'zod';
import type { Principal } from '../auth/index.ts';
import type { EndpointName, Schemas } from '../contract/index.ts';
import type { Caller } from './caller.ts';
import type { AskUser } from './host.ts';
import type { PlatformView, Services } from './services.ts';

type Parsed<N extends EndpointName, Part extends 'query' | 'params' | 'body', Otherwise> =
  Schemas[N] extends Record<Part, infer S>
    ? S extends (catalogue: never) => infer Z
      ? z.infer<Z>
      : z.infer<S>
    : Otherwise;

/** One admitted request, its parts as the endpoint's schema reads them. */
export interface Call<N extends EndpointName = EndpointName> {
  readonly services: Services;
  readonly view: PlatformView;
  readonly request: Request;
  /** Aborts where nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly caller: Caller;
  /** How the host tells who of its users is signed in; undefined where it doesn't. */
  readonly askUser: AskUser | undefined;
  readonly principal: Principal | null;
  readonly params: Parsed<N, 'params', Readonly<Record<string, string>>>;
  readonly query: Parsed<N, 'query', Readonly<Record<string, unknown>>>;
  /** Names of the query's parameters that the caller gave; the others have their defaults. */
  readonly given: ReadonlySet<string>;
  readonly body: Parsed<N, 'body', undefined>;
}

/** An answer of another type than JSON, sent while it is made. */
export interface Streamed {
  readonly type: string;
  readonly body: ReadableStream<Uint8Array>;
  /** Rows sent so far, for the audit log. */
  rows(): number;
  /** It ends when its reader leaves: that is no failure. */
  readonly endless?: true;
}

/** What a handler answers with, before headers of cache and security. */
export interface Reply {
  readonly status?: number;
  /** JSON */
  readonly body?: unknown;
  /** Instead of `body`. */
  readonly text?: { readonly type: string; readonly text: string };
  /** Instead of `body`. */
  readonly stream?: Streamed;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each becomes a `Set-Cookie` of its own. */
  readonly cookies?: readonly string[];
  /** Rows told of, for the audit log. */
  readonly rows?: number;
}

/** What differs between endpoints; everything else follows from the route's attributes and the schema. */
export interface Handler<N extends EndpointName = EndpointName> {
  /** Kept for a while, by parameters and role. A function tells for which calls. */
  readonly cached?: true | ((query: Call<N>['query']) => boolean);
  /** Name of the path's parameter that names a user, for the audit log. */
  readonly target?: string;
  /** What of the body goes into the audit log, beside the query. */
  noted?(body: Call<N>['body']): Readonly<Record<string, unknown>>;
  run(call: Call<N>): Promise<Reply>;
}

export type HandlersOf<Routes> = { readonly [N in keyof Routes & EndpointName]: Handler<N> };
