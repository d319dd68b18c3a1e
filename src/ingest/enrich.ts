import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { familyOf } from './user-agent.ts';

/** What of an address is stored: its /24 or /48, all of it, or nothing. */
export type IpPolicy = 'truncate' | 'full' | 'drop';
/** What of a user agent is stored: browser and system by names from a list, all of it, or nothing. */
export type UserAgentPolicy = 'family' | 'full' | 'drop';

export interface PrivacyPolicy {
  readonly ip: IpPolicy;
  readonly userAgent: UserAgentPolicy;
}

/** Applies the privacy policy before anything is stored. An unreadable address is dropped. */
export function createEnrich(policy: PrivacyPolicy) {
  return {
    ipAddress: remembered(
      policy.ip === 'drop' ? () => null : (raw) => readAddress(raw, policy.ip === 'full'),
    ),
    userAgent:
      policy.userAgent === 'full'
        ? (raw: string | null | undefined) => raw ?? null
        : remembered(policy.userAgent === 'drop' ? () => null : familyOf),
  };
}

/** Longer texts are made anew each time: what a caller sends fills no memory. */
const REMEMBERED = 1_000;

function remembered(make: (raw: string) => string | null) {
  const cache = new LRUCache<string, { value: string | null }>({ max: 10_000 });
  return (raw: string | null | undefined): string | null => {
    if (raw == null || raw === '') return null;
    if (raw.length > REMEMBERED) return make(raw);
    let found = cache.get(raw);
    if (!found) {
      found = { value: make(raw) };
      cache.set(raw, found);
    }
    return found.value;
  };
}

/** `203.0.113.9:5678`, `[2001:db8::1]:443`, `[2001:db8::1]`, `fe80::1%eth0`: only the address is read. */
function bare(raw: string): string {
  const text = raw.trim();
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text) ?? [];
  const [, before] = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(text) ?? [];
  return (bracketed ?? before ?? text).replace(/%.*$/, '');
}

/** How many bytes of a network lead to no single line. */
function keptBytes(address: ipaddr.IPv4 | ipaddr.IPv6): number {
  if (address.kind() === 'ipv4') return 3;
  // 6to4: the line's IPv4 address stands in the second to fifth byte after 2002.
  const [first] = (address as ipaddr.IPv6).parts;
  return first === 0x2002 ? 5 : 6;
}

/**
 * An address as it is stored: its network (/24, /48), or all of it. An IPv4 address in an IPv6 one is read as
 * what it is; ports and zones are left out.
 *
 * @returns null where it can't be read: a text in its place is nothing that is known to be no person
 */
function readAddress(raw: string, whole: boolean): string | null {
  const text = bare(raw);
  // Decimal and octal forms are no address that a server tells; a number may be anything.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (whole) return address.toString();
  const bytes = address.toByteArray();
  const kept = keptBytes(address);
  return ipaddr.fromByteArray(bytes.map((byte, i) => (i < kept ? byte : 0))).toString();
}
