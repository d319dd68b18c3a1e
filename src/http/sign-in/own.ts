import type { Principal } from '../../auth/index.ts';
import { sessionToken } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Call } from '../handler.ts';

/** An operator whom this installation signed in. */
export interface Own {
  readonly operator: Extract<Principal, { kind: 'operator' }>;
  readonly session: string;
}

/** By whom someone was signed in. */
export function signedInBy(principal: Principal): 'session' | 'host' | 'key' {
  if (principal.kind === 'key') return 'key';
  return principal.id.startsWith('host:') ? 'host' : 'session';
}

/** @throws HttpError 409 for whom there is no sign-in of ours to change */
export function ownSignIn({ principal, request, caller }: Call): Own {
  const by = signedInBy(principal!);
  if (by === 'host')
    throw new HttpError(409, 'The host application signs you in; change your sign-in there.');
  const session = sessionToken(request, caller);
  if (principal!.kind === 'key' || !session)
    throw new HttpError(409, 'An API key has no sign-in to change; sign in as an operator.');
  return { operator: principal!, session };
}
