import ipaddr from 'ipaddr.js';

const PORT = String.raw`(?::[\w.-]+)?`;
const BRACKETED = new RegExp(String.raw`^\[([^\]]+)\]${PORT}$`);
const WITH_PORT = new RegExp(String.raw`^(\d+\.\d+\.\d+\.\d+)${PORT}$`);

/**
 * An address in one spelling, without what proxies write around it: port, brackets, zone, the IPv4 inside an IPv6.
 *
 * @returns null for what names no address: `unknown`, `_hidden`, a host name
 * @example
 * readAddress('203.0.113.9:5678'); // '203.0.113.9'
 * readAddress('[2001:DB8::1]:443'); // '2001:db8::1'
 */
export function readAddress(text: string): string | null {
  const trimmed = text.trim();
  const inner = (BRACKETED.exec(trimmed) ?? WITH_PORT.exec(trimmed))?.[1] ?? trimmed;
  const bare = inner.replace(/%.*$/, '');
  const valid = bare.includes(':') ? ipaddr.IPv6.isValid(bare) : ipaddr.IPv4.isValidFourPartDecimal(bare);
  return valid ? ipaddr.process(bare).toString() : null;
}

/** @param address as `readAddress` spells it */
export const isLoopback = (address: string): boolean => ipaddr.process(address).range() === 'loopback';

/**
 * @param address as `readAddress` spells it
 * @param ranges addresses, CIDR ranges or `loopback`
 */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return ranges.some((each) => {
    if (each === 'loopback') return isLoopback(address);
    if (!each.includes('/')) return readAddress(each) === address;
    const [range, bits] = ipaddr.parseCIDR(each);
    return range.kind() === parsed.kind() && parsed.match([range, bits] as [ipaddr.IPv4, number]);
  });
}
