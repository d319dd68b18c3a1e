import { isLoopback, isWithin, readAddress } from './caller/address.ts';
import {
  type Hops,
  listOf,
  readForwarded,
  readXForwarded,
  showsProxy,
  tellsOfOthers,
} from './caller/forwarded.ts';

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
  /** What this installation's cookies are told apart by. */
  readonly installation: string;
}

/** How an installation reads its callers. */
export interface CallerPolicy {
  /** Addresses, CIDR ranges or `loopback`: proxies whose headers are believed. */
  readonly trusted: readonly string[];
  /** Address that browsers open, mount point included; null where it wasn't told. */
  readonly publicUrl: URL | null;
  /** Path that requests come with, without a slash at its end. */
  readonly basePath: string;
  readonly installation: string;
}

/**
 * Reads who calls, once. What proxies write counts only where a trusted one wrote it; what it doesn't tell, or
 * tells so that it can't be read, is unknown: taking the proxy's own address for the client's would let one
 * person lock out everybody behind it, and make strangers local.
 *
 * @param remoteAddress of the connection
 */
export function callerOf(request: Request, remoteAddress: string | undefined, policy: CallerPolicy): Caller {
  const { headers } = request;
  const url = new URL(request.url);
  const direct = remoteAddress ? readAddress(remoteAddress) : null;
  const believed = direct !== null && isWithin(direct, policy.trusted);
  // A program of this machine comes from where a proxy of this machine does; it tells of no proxy.
  const itself = direct !== null && isLoopback(direct) && !showsProxy(headers);
  const told = believed && !itself ? toldOf(headers, policy.trusted) : null;
  const address = told ? told.address : direct;
  const scheme = told?.scheme ?? url.protocol.slice(0, -1);
  const host = originOf(scheme, told?.host ?? url.host, told?.port) ?? originOf(scheme, url.host) ?? url;
  return {
    address,
    secure: scheme === 'https',
    loopback: address !== null && isLoopback(address) && (believed || !tellsOfOthers(headers)),
    origin: host.origin,
    hostname: host.hostname,
    mount: mountOf(host.origin, told?.prefix ?? null, policy),
    installation: policy.installation,
  };
}

interface Told {
  readonly address: string | null;
  readonly scheme: 'http' | 'https' | null;
  readonly host: string | null;
  readonly port: string | undefined;
  readonly prefix: string | null;
}

/** What a trusted proxy tells. Of two headers that differ, a client wrote one, so neither is believed. */
function toldOf(headers: Headers, trusted: readonly string[]): Told {
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

function mountOf(origin: string, told: string | null, { publicUrl, basePath }: CallerPolicy): string {
  if (publicUrl?.origin === origin) return publicUrl.pathname.replace(/\/+$/, '');
  const prefix = told?.replace(/\/+$/, '') ?? '';
  // A proxy that keeps the prefix names the one that we know.
  return PREFIX.test(prefix) && prefix !== basePath ? prefix + basePath : basePath;
}
