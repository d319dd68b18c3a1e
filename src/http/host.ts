import type { Told } from '../ingest/context.ts';

/** What we use of a host, told in types of our own: neither Node's types nor a framework's are needed to compile. */

/** What a host can tell about a request beside the request itself. */
export interface RequestInfo {
  /** Address of the connection's other end. */
  readonly remoteAddress?: string | undefined;
  /** Path that we are mounted under, as the request has it: `/insights`, empty at the root. Default: `basePath`. */
  readonly mount?: string | undefined;
  /** What the host takes the client for, by its own trust in proxies; `trustProxy` of ours goes before it. */
  readonly client?: HostClient | undefined;
  /** How the host tells who of its users is signed in; asked where it matters alone. */
  readonly askUser?: AskUser | undefined;
}

/** Tells the user who is signed in, or a promise of them; null or undefined for nobody. */
export type AskUser = () => Told | PromiseLike<Told>;

/** A request's client as a host believes it. */
export interface HostClient {
  readonly address?: string | null | undefined;
  /** `http` or `https` */
  readonly scheme?: string | undefined;
  /** With its port, where that isn't the scheme's own. */
  readonly host?: string | undefined;
}

/** A web-standard handler, told what its host knows. */
export type Fetch = (request: Request, info?: RequestInfo) => Promise<Response>;

/** A request of `node:http`; those of Express and Connect fit as well. */
export interface NodeRequest {
  url?: string | undefined;
  /** Before a router took its mount point off. */
  readonly originalUrl?: string | undefined;
  /** What Express took off. */
  readonly baseUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
  /** As Express tells it. */
  readonly ip?: string | undefined;
}

/** A response of `node:http`; those of Express and Connect fit as well. */
export interface NodeResponse {
  statusCode: number;
  end(text?: string): unknown;
  once(event: 'close', listener: () => void): unknown;
}
