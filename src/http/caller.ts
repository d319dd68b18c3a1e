import { isLoopback, isWithin, readAddress } from './caller/address.ts';
import {
  type HeaderReader,
  type Hops,
  listOf,
  readForwarded,
  readXForwarded,
  showsProxy,
  tellsOfOthers,
} from './caller/forwarded.ts';
import type { RequestInfo } from './host.ts';
import { normalBasePath } from './paths.ts';

/** Where a request comes from, as far as that can be believed. */
export interface Caller {
  /** The client's address; null where it isn't known: never that of a proxy. */
  readonly address: string | null;
  /** It reached us, or a proxy that we trust, over TLS. */
  readonly secure: boolean;
  /** From this machine, for certain. */
  readonly loopback: boolean;
  /** Scheme and host that the client knows us by, as browsers spell an origin. */
  readonly origin: string;
  /** The host's name alone. */
  readonly hostname: string;
  /** Path that the client knows us under, without a slash at its end: empty at the root. */
  readonly mount: string;
  /** Path that requests come to us with, without a slash at its end: a proxy may have taken more off. */
  readonly base: string;
  /** Path that cookies are bound to, without a slash at its end: empty for the whole host. */
  readonly cookiePath: string;
  /** What this installation's cookies are told apart by. */
  readonly installation: string;
}

/** How an installation reads its callers. */
export interface CallerPolicy {
  /** Addresses, CIDR ranges or `loopback`: proxies whose headers are believed. */
  readonly trusted: readonly string[];
  /** Address that browsers open, mount point included; null where it wasn't told. */
  readonly publicUrl: URL | null;
  /** Path that requests come with where their host tells none, without a slash at its end. */
  readonly basePath: string;
  readonly installation: string;
}

/**
 * Reads who calls, once. What proxies write counts only where a trusted one wrote it; what it doesn't tell, or
 * tells so that it can't be read, is unknown: taking the proxy's own address for the client's would let one
 * person lock out everybody behind it, and make strangers local. Where we trust no proxy, the application that we live
 * in may, and tells whom it takes the client for.
 */
export function callerOf(request: Request, info: RequestInfo, policy: CallerPolicy): Caller {
  const { headers } = request;
  const { remoteAddress, client = {} } = info;
  const url = new URL(request.url);
  const { direct, believed, told } = believe(headers, remoteAddress, policy.trusted);
  const byHost = client.address ? readAddress(client.address) : direct;
  const address = told ? told.address : byHost;
  const scheme = told?.scheme ?? client.scheme ?? url.protocol.slice(0, -1);
  const ownHost = client.host ?? url.host;
  const host = originOf(scheme, told?.host ?? ownHost, told?.port) ?? originOf(scheme, ownHost) ?? url;
  const learned = info.mount === undefined ? null : normalBasePath(info.mount);
  const base = learned ?? policy.basePath;
  const mount = publicPath(host.origin, learned, policy) ?? prefixed(told?.prefix ?? null, base);
  return {
    address,
    secure: scheme === 'https',
    loopback:
      address !== null &&
      isLoopback(address) &&
      (believed || (address === direct && !tellsOfOthers(headers))),
    origin: host.origin,
    hostname: host.hostname,
    mount,
    base,
    // Where we were mounted says nothing of what a proxy took off before: only the browser knows its own path.
    cookiePath: mount === learned ? '' : mount,
    installation: policy.installation,
  };
}

/**
 * The client's address where a proxy that we trust tells it; undefined where none stands between, so that it is for
 * the host to say.
 */
export const toldAddress = (
  headers: HeaderReader,
  remoteAddress: string | undefined,
  trusted: readonly string[],
): string | null | undefined =>
  trusted.length === 0 ? undefined : believe(headers, remoteAddress, trusted).told?.address;

function believe(headers: HeaderReader, remoteAddress: string | undefined, trusted: readonly string[]) {
  const direct = remoteAddress ? readAddress(remoteAddress) : null;
  const believed = direct !== null && isWithin(direct, trusted);
  // A program of this machine comes from where a proxy of this machine does; it tells of no proxy.
  const itself = believed && isLoopback(direct) && !showsProxy(headers);
  return { direct, believed, told: believed && !itself ? toldOf(headers, trusted) : null };
}

interface Told {
  readonly address: string | null;
  readonly scheme: 'http' | 'https' | null;
  readonly host: string | null;
  readonly port: string | undefined;
  readonly prefix: string | null;
}

/** What a trusted proxy tells. Of two headers that differ, a client wrote one, so neither is believed. */
function toldOf(headers: HeaderReader, trusted: readonly string[]): Told {
  const both = [readXForwarded(headers), readForwarded(headers)]
    .filter((hops) => hops !== null)
    .map((hops) => clientOf(hops, trusted));
  const agreed = <T>(values: (T | undefined)[]): T | null => {
    const [first, ...rest] = values.filter((value) => value !== undefined);
    return first !== undefined && rest.every((each) => each === first) ? first : null;
  };
  return {
    address: agreed(both.map((each) => each.address)),
    scheme: agreed(both.map((each) => each.scheme)),
    host: agreed(both.map((each) => each.host)),
    port: listOf(headers.get('x-forwarded-port'))[0],
    prefix: listOf(headers.get('x-forwarded-prefix'))[0] ?? null,
  };
}

interface Client {
  readonly address: string | null | undefined;
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string | undefined;
}

/** The client among the hops: the nearest that is no trusted proxy, else the farthest. Undefined: not told. */
function clientOf({ addresses, schemes, hosts }: Hops, trusted: readonly string[]): Client {
  const read = addresses.map(readAddress);
  const last = read.findLastIndex((each) => each === null || !isWithin(each, trusted));
  const at = Math.max(last, 0);
  // A list as long as that of the addresses has an item for each hop; another begins with the client.
  const ofClient = (list: readonly string[]) => list[list.length === addresses.length ? at : 0];
  const scheme = ofClient(schemes)?.toLowerCase();
  return {
    address: read.length > 0 ? read[at]! : undefined,
    scheme: scheme === 'http' || scheme === 'https' ? scheme : undefined,
    host: ofClient(hosts)?.toLowerCase(),
  };
}

const HOST = /^(\[[\da-f:.]+\]|[\w.-]+?)\.?(?::(\d{1,5}))?$/i;

/** @param port of a proxy that tells it beside the host; the default of either scheme says nothing */
function originOf(scheme: string, host: string, port?: string): URL | null {
  const [, name, own] = HOST.exec(host) ?? [];
  const added = port && /^\d{1,5}$/.test(port) && port !== '443' && port !== '80' ? port : undefined;
  const wanted = own ?? added;
  const text = `${scheme}://${name}${wanted ? `:${wanted}` : ''}`;
  return name && URL.canParse(text) ? new URL(text) : null;
}

/** What a browser tells as its page's origin, spelled as ours is; null for none (`null`, nonsense). */
export function readOrigin(text: string): URL | null {
  const [, scheme, host] = /^(https?):\/\/([^/?#@]+)$/i.exec(text.trim()) ?? [];
  return scheme && host ? originOf(scheme.toLowerCase(), host) : null;
}

const PREFIX = /^(?:\/[\w.~-]+)+$/;

/** The public address is that of one mount; where we were mounted tells whether the request came to another. */
function publicPath(origin: string, learned: string | null, { publicUrl }: CallerPolicy): string | null {
  if (publicUrl?.origin !== origin) return null;
  const path = publicUrl.pathname.replace(/\/+$/, '');
  return path.endsWith(learned ?? '') ? path : null;
}

function prefixed(told: string | null, base: string): string {
  const prefix = told?.replace(/\/+$/, '') ?? '';
  // A proxy that keeps the prefix names the one that we know.
  return PREFIX.test(prefix) && prefix !== base ? prefix + base : base;
}
