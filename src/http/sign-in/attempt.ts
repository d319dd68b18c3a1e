import ipaddr from 'ipaddr.js';
import type { Attempt, Trying as Tried } from '../../auth/index.ts';
import type { EndpointName } from '../../contract/index.ts';
import type { Caller } from '../caller.ts';
import { HttpError } from '../errors.ts';
import type { Call } from '../handler.ts';

type Trying = Pick<Call, 'services' | 'caller'>;
type Taken = Extract<Attempt, { kind: 'taken' }>;

/** @throws HttpError 403 where what is typed could be read on the way */
export function demandPrivacy({ services, caller }: Trying): void {
  if (caller.secure || caller.loopback || services.options.insecureHttp) return;
  throw new HttpError(
    403,
    'Signing in needs https, or a connection from this machine. Put TLS in front and name the proxy in trustProxy ' +
      '(TRUST_PROXY); it must send X-Forwarded-For and X-Forwarded-Proto.',
  );
}

/**
 * Begins something that must not be guessed, by whoever stands at the door.
 *
 * @param account e-mail or id that is tried, known or not
 * @throws HttpError 403 over plain HTTP, 429 with `Retry-After` after five failures within a quarter of an hour
 */
export async function beginAttempt(call: Trying, account?: string): Promise<Taken> {
  demandPrivacy(call);
  return begin(call, { address: networkOf(call.caller), account });
}

/**
 * Begins something that must not be guessed, within an open session: strangers at the same address, or at the door
 * of the same account, don't lock its holder out.
 *
 * @throws as `beginAttempt`
 */
export function beginOwnAttempt(call: Trying, what: 'password' | 'code', operatorId: string): Promise<Taken> {
  demandPrivacy(call);
  return begin(call, { address: null, account: `own ${what} of ${operatorId}` });
}

async function begin(call: Trying, trying: Tried): Promise<Taken> {
  const attempt = await call.services.auth.attempts.begin(trying);
  if (attempt.kind === 'taken') return attempt;
  throw new HttpError(429, `Too many failed sign-ins; try again in ${attempt.wait} seconds.`, {
    'retry-after': String(attempt.wait),
  });
}

/**
 * Notes a failure in the audit log and makes the answer of it, the same for everything that may be wrong. Each is
 * noted on its own since there can't be many, but for those of whom not even the address is known.
 */
export async function refuse(
  { services, caller, requestId }: Trying & Pick<Call, 'requestId'>,
  endpoint: EndpointName,
  why: string,
): Promise<HttpError> {
  const address = services.storedAddress(caller.address) ?? 'unknown';
  if (caller.address === null) await services.audit.denyAnonymous(address, endpoint);
  else
    await services.audit.deny(
      { requestId, actor: `anonymous:${address}`, endpoint, target: null, parameters: null },
      401,
    );
  return new HttpError(401, why);
}

/**
 * A link that didn't work. Its failure counts, but no count keeps anybody from using a good one: nobody guesses 256
 * bits, and whoever holds the way back in must not be kept from it by strangers.
 *
 * @throws HttpError 401, or 429 after too many
 */
export async function refuseLink(
  call: Trying & Pick<Call, 'requestId'>,
  endpoint: EndpointName,
  why: string,
): Promise<never> {
  if (call.caller.address !== null) await beginAttempt(call);
  throw await refuse(call, endpoint, why);
}

/** One line is given a whole /64 of IPv6; its failures count together. */
function networkOf({ address }: Caller): string | null {
  if (address === null) return null;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv6' ? (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':') : address;
}
