import { isLoopback, readAddress } from './address.ts';

/** Headers of the web, or of whatever a framework keeps them in. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** What the headers of a proxy tell of each hop, as they spell it; the nearest to us last. */
export interface Hops {
  readonly addresses: readonly string[];
  readonly schemes: readonly string[];
  readonly hosts: readonly string[];
}

/** Headers by which a proxy shows itself, whatever they hold. */
const SIGNS = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'forwarded',
  'x-real-ip',
];

/** Whether a proxy shows itself, whatever it tells. */
export const showsProxy = (headers: HeaderReader): boolean =>
  SIGNS.some((name) => headers.get(name) !== null);

/**
 * Whether a proxy shows itself and doesn't tell of this machine alone. Anybody can write these headers, so it is a
 * reason for doubt, never for trust.
 */
export function tellsOfOthers(headers: HeaderReader): boolean {
  if (!showsProxy(headers)) return false;
  const hops = [readXForwarded(headers), readForwarded(headers)].flatMap((each) => each?.addresses ?? []);
  const told = [...hops, ...listOf(headers.get('x-real-ip'))].map(readAddress);
  return told.length === 0 || told.some((each) => each === null || !isLoopback(each));
}

/** `X-Forwarded-For`, `-Proto` and `-Host`; null where there is none of them. */
export function readXForwarded(headers: HeaderReader): Hops | null {
  const [addresses, schemes, hosts] = ['for', 'proto', 'host'].map((name) =>
    listOf(headers.get(`x-forwarded-${name}`)),
  ) as [string[], string[], string[]];
  return addresses.length + schemes.length + hosts.length > 0 ? { addresses, schemes, hosts } : null;
}

/** `Forwarded` (RFC 7239); null where there is none. A hop that doesn't tell its address is an unknown one. */
export function readForwarded(headers: HeaderReader): Hops | null {
  const hops = parted(headers.get('forwarded') ?? '', ',').map(
    (hop) => new Map(parted(hop, ';').map((pair) => pairOf(pair))),
  );
  if (hops.length === 0) return null;
  const told = (name: string) => hops.flatMap((hop) => hop.get(name) ?? []);
  return {
    addresses: hops.map((hop) => hop.get('for') ?? 'unknown'),
    schemes: told('proto'),
    hosts: told('host'),
  };
}

/** The items of a header that holds a list; several headers of one name are one list. */
export const listOf = (header: string | null): string[] => parted(header ?? '', ',').map(unquoted);

function pairOf(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, Math.max(at, 0)).trim().toLowerCase(), unquoted(pair.slice(at + 1).trim())];
}

/** Parts a text at a separator outside quotes; empty parts are none. */
function parted(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted && char === '\\') part += char + (text[++i] ?? '');
    else if (char === separator && !quoted) {
      parts.push(part);
      part = '';
    } else {
      if (char === '"') quoted = !quoted;
      part += char;
    }
  }
  return [...parts, part].map((each) => each.trim()).filter(Boolean);
}

const unquoted = (text: string): string =>
  /^".*"$/s.test(text) && text.length > 1 ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
