import { HttpError } from '../errors.ts';
import { readAddress } from './address.ts';

const LOOPBACK = /^(?:.+\.)?localhost$/;

/**
 * Refuses requests for hosts that are none of ours: a page of a stranger can point its own name at this machine (DNS
 * rebinding) and then counts as the same origin. Addresses are let through, since no name was pointed at them.
 *
 * @param allowed names beside the loopback ones and the public one; `*` is any; undefined leaves it to the host
 * @throws HttpError 421
 */
export function createNameCheck(allowed: readonly string[] | undefined, publicUrl: URL | null) {
  if (allowed === undefined || allowed.includes('*')) return () => {};
  const own = new Set([...allowed, publicUrl?.hostname ?? []].flat().map(bareName));

  return function demandOwnName(hostname: string): void {
    if (own.has(hostname) || LOOPBACK.test(hostname) || readAddress(hostname) !== null) return;
    throw new HttpError(
      421,
      `This server doesn't answer to the name ${hostname.slice(0, 100)}. ` +
        'Set publicUrl (PUBLIC_URL) to the address that browsers open, or name the host in allowedHosts (ALLOWED_HOSTS).',
    );
  };
}

const bareName = (name: string) => name.toLowerCase().replace(/\.$/, '');
