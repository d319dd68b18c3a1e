import { LRUCache } from 'lru-cache';
import { readAddress } from './address.ts';
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
