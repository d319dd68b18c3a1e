import { z } from 'zod';
import { BadRequest } from '../../reports/errors.ts';
import { endedCookie, sessionCookie, sessionToken } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Handler } from '../handler.ts';

const Body = z.strictObject({ token: z.string().min(1).max(200) });

export const signIn: Handler = {
  body: true,
  async run({ services, caller, request, body }) {
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
    const parsed = Body.safeParse(body);
    if (!parsed.success) throw new BadRequest({ token: 'takes the part of a sign-in link after #token=' });
    const operator = await auth.operators.redeem(parsed.data.token);
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
  },
};

export const signOut: Handler = {
  async run({ services, caller, request }) {
    const token = sessionToken(request, caller);
    if (token) await services.auth.sessions.end(token);
    return { status: 204, headers: { 'set-cookie': endedCookie(caller) } };
  },
};
