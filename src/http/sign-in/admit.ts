import type { EndpointName } from '../../contract/index.ts';
import { endedCookie, sessionToken, setCookie } from '../cookies.ts';
import type { Call, Reply } from '../handler.ts';

export type SigningIn = Pick<Call, 'services' | 'caller' | 'request' | 'requestId'>;

/**
 * Someone is in: the session that the browser had before ends, the new one is noted in the audit log and
 * handed over.
 */
export async function admitOperator(
  call: SigningIn,
  endpoint: EndpointName,
  { token, operatorId }: { token: string; operatorId: string },
): Promise<Reply> {
  const { services, caller, request, requestId } = call;
  const { auth, audit } = services;
  const previous = sessionToken(request, caller);
  if (previous) await auth.sessions.end(previous);
  const access = {
    requestId,
    actor: `operator:${operatorId}`,
    endpoint,
    target: null,
    parameters: null,
  };
  await audit.begin(access);
  await auth.operators.noteSignIn(operatorId);
  const operator = await auth.operators.byId(operatorId);
  audit.complete(access, 200, null);
  return {
    body: {
      operator: operator && { email: operator.email, role: operator.role },
      secondFactorNeeded: false,
    },
    cookies: [setCookie(caller, 'session', token), endedCookie(caller, 'second-factor')],
  };
}

/** A right password is half of it: the browser keeps the challenge until the code follows. */
export const askSecondFactor = ({ caller }: SigningIn, challenge: string): Reply => ({
  body: { operator: null, secondFactorNeeded: true },
  cookies: [setCookie(caller, 'second-factor', challenge)],
});
