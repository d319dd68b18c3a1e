import type { authRoutes } from '../../contract/routes/auth.ts';
import { endedCookie, sessionCookie, sessionToken } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Call, HandlersOf, Reply } from '../handler.ts';

async function signIn({ services, caller, request, body }: Call<'signIn'>): Promise<Reply> {
  const { auth, audit, options } = services;
  if (!caller.secure && !caller.loopback && !options.insecureHttp)
    throw new HttpError(
      403,
      'Signing in needs https, or a connection from this machine. Put TLS in front and name the proxy in TRUST_PROXY.',
    );
  const address = caller.address ?? 'unknown';
  const wait = auth.attempts.waitOf(address);
  if (wait > 0)
    throw new HttpError(429, `Too many failed sign-ins; try again in ${wait} seconds.`, {
      'retry-after': String(wait),
    });
  const operator = await auth.operators.redeem(body.token);
  const stored = services.storedAddress(caller.address) ?? 'unknown';
  if (!operator) {
    auth.attempts.failed(address);
    await audit.denyAnonymous(stored, 'signIn');
    throw new HttpError(401, 'This link was used already, is too old, or is not complete.');
  }
  auth.attempts.succeeded(address);
  const token = await auth.sessions.start(operator.id, sessionToken(request, caller));
  const access = {
    requestId: crypto.randomUUID(),
    actor: `operator:${operator.id}`,
    endpoint: 'signIn',
    target: null,
    parameters: null,
  };
  audit.complete(access, 200, null);
  const { email, role } = operator;
  return { body: { operator: { email, role } }, headers: { 'set-cookie': sessionCookie(caller, token) } };
}

async function signOut({ services, caller, request }: Call<'signOut'>): Promise<Reply> {
  const token = sessionToken(request, caller);
  if (token) await services.auth.sessions.end(token);
  return { status: 204, headers: { 'set-cookie': endedCookie(caller) } };
}

export const authHandlers: HandlersOf<typeof authRoutes> = {
  signIn: { run: signIn },
  signOut: { run: signOut },
};
