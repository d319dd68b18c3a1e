import ipaddr from 'ipaddr.js';
import type { Attempt } from '../../auth/index.ts';
import type { EndpointName } from '../../contract/index.ts';
import type { Caller } from '../caller.ts';
import { HttpError } from '../errors.ts';
import type { Call } from '../handler.ts';

type Trying = Pick<Call, 'services' | 'caller'>;

/** @throws HttpError 403 where what is typed could be read on the way */
export function demandPrivacy({ services, caller }: Trying): void {
  if (caller.secure || caller.loopback || services.options.insecureHttp) return;
  throw new HttpError(
    403,
    'Signing in needs https, or a connection from this machine. Put TLS in front and name the proxy in TRUST_PROXY.',
  );
}

/**
 * Begins something that must not be guessed.
 *
 * @param account e-mail or id that is tried, known or not
 * @throws HttpError 403 over plain HTTP, 429 with `Retry-After` after five failures within a quarter of an hour
 */
export async function beginAttempt(
  call: Trying,
  account?: string,
): Promise<Extract<Attempt, { kind: 'taken' }>> {
  demandPrivacy(call);
  const { attempts } = call.services.auth;
  const attempt = await attempts.begin({ address: networkOf(call.caller), account });
  if (attempt.kind === 'taken') return attempt;
  throw new HttpError(429, `Too many failed sign-ins; try again in ${attempt.wait} seconds.`, {
    'retry-after': String(attempt.wait),
  });
}

/**
 * Notes a failure in the audit log, each on its own since there can not be many, and makes the answer of it:
 * the same for everything that may be wrong.
 */
export async function refuse(
  { services, caller, requestId }: Trying & Pick<Call, 'requestId'>,
  endpoint: EndpointName,
  why: string,
): Promise<HttpError> {
  const actor = `anonymous:${services.storedAddress(caller.address) ?? 'unknown'}`;
  await services.audit.deny({ requestId, actor, endpoint, target: null, parameters: null }, 401);
  return new HttpError(401, why);
}

/** One line is given a whole /64 of IPv6; its failures count together. */
function networkOf({ address }: Caller): string {
  if (address === null) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' ? (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':') : address;
}
