import Bowser from 'bowser';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** What of an address is stored: its /24 or /48, all of it, or nothing. */
export type IpPolicy = 'truncate' | 'full' | 'drop';
/** What of a user agent is stored: browser and system in a few words, all of it, or nothing. */
export type UserAgentPolicy = 'family' | 'full' | 'drop';

export interface PrivacyPolicy {
  readonly ip: IpPolicy;
  readonly userAgent: UserAgentPolicy;
}

/** Applies the privacy policy before anything is stored. An unreadable address is dropped. */
export function createEnrich(policy: PrivacyPolicy) {
  return {
    ipAddress: remembered(policy.ip === 'drop' ? () => null : (raw) => addressOf(raw, policy.ip === 'full')),
    userAgent:
      policy.userAgent === 'full'
        ? (raw: string | null | undefined) => raw ?? null
        : remembered(policy.userAgent === 'drop' ? () => null : familyOf),
  };
}

function addressOf(raw: string, whole: boolean): string | null {
  if (!ipaddr.isValid(raw)) return null;
  const address = ipaddr.process(raw);
  if (whole) return address.toString();
  const bytes = address.toByteArray();
  const kept = address.kind() === 'ipv4' ? 3 : 6;
  return ipaddr.fromByteArray(bytes.map((byte, i) => (i < kept ? byte : 0))).toString();
}

/** `Chrome 141 on Windows`; what no rule knows keeps its first product token. */
function familyOf(raw: string): string | null {
  const { browser, os } = Bowser.parse(raw);
  const version = browser.version?.split('.')[0];
  const name = browser.name
    ? [browser.name, version].filter(Boolean).join(' ')
    : raw.split(/[\s;]/)[0]!.slice(0, 60);
  return [name, os.name].filter(Boolean).join(' on ') || null;
}

function remembered(make: (raw: string) => string | null) {
  const cache = new LRUCache<string, { value: string | null }>({ max: 10_000 });
  return (raw: string | null | undefined): string | null => {
    if (raw == null || raw === '') return null;
    let found = cache.get(raw);
    if (!found) {
      found = { value: make(raw) };
      cache.set(raw, found);
    }
    return found.value;
  };
}
