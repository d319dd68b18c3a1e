import ipaddr from 'ipaddr.js';

/** Where a request comes from, as far as that can be believed. */
export interface Caller {
  /** The client's address; null where the host does not tell it. */
  readonly address: string | null;
  /** It reached us, or a proxy that we trust, over TLS. */
  readonly secure: boolean;
  /** From this machine. */
  readonly loopback: boolean;
  /** Scheme and host that the client knows us by. */
  readonly origin: string;
}

/**
 * Reads who calls. `X-Forwarded-*` counts only where it was written by a trusted proxy.
 *
 * @param remoteAddress of the connection
 * @param trusted addresses, CIDR ranges or `loopback`
 */
export function callerOf(
  request: Request,
  remoteAddress: string | undefined,
  trusted: readonly string[] = [],
): Caller {
  const url = new URL(request.url);
  const direct = remoteAddress ? canonical(remoteAddress) : null;
  const believed = direct !== null && isTrusted(direct, trusted);
  const forwarded = (name: string) =>
    believed
      ? (request.headers
          .get(name)
          ?.split(',')
          .map((each) => each.trim()) ?? [])
      : [];
  const address =
    forwarded('x-forwarded-for')
      .map(canonical)
      .findLast((each) => each === null || !isTrusted(each, trusted)) ?? direct;
  const scheme = forwarded('x-forwarded-proto').at(-1) ?? url.protocol.slice(0, -1);
  const host = forwarded('x-forwarded-host').at(-1) ?? url.host;
  return {
    address,
    secure: scheme === 'https',
    loopback: address !== null && isLoopback(address),
    origin: `${scheme}://${host}`,
  };
}

function canonical(text: string): string | null {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : null;
}

const isLoopback = (address: string) => ipaddr.process(address).range() === 'loopback';

function isTrusted(address: string, trusted: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return trusted.some((each) => {
    if (each === 'loopback') return isLoopback(address);
    if (!each.includes('/')) return canonical(each) === address;
    const [range, bits] = ipaddr.parseCIDR(each);
    return range.kind() === parsed.kind() && parsed.match([range, bits] as [ipaddr.IPv4, number]);
  });
}
