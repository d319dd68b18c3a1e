import { allows, type Principal } from '../auth/index.ts';
import type { Route } from '../contract/index.ts';
import type { Caller } from './caller.ts';
import { sessionToken } from './cookies.ts';
import { forbidden, unauthorised } from './errors.ts';
import type { Services } from './handler.ts';

/** A credential by which a browser is signed in, so that another site could make it send a request. */
export interface Identified {
  readonly principal: Principal;
  readonly bySession: boolean;
}

/** Who a request comes from: its bearer key, else the host's own sign-in, else its session; null for nobody. */
export async function identifyCaller(
  request: Request,
  route: Route,
  caller: Caller,
  { auth, authorize }: Services,
): Promise<Identified | null> {
  // Whether the server lives is answered though the database that knows sessions does not.
  if (route.access === 'anyone') return null;
  const header = request.headers.get('authorization');
  if (header !== null) {
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const principal = key ? await auth.keys.find(key) : null;
    return principal && { principal, bySession: false };
  }
  // Cookies do not record activity: any site could make a browser send them.
  if (route.access === 'track') return null;
  const host = await authorize?.(request);
  if (host) {
    const { id, email = id, role } = host;
    return { principal: { kind: 'operator', id: `host:${id}`, email, role }, bySession: true };
  }
  const token = sessionToken(request, caller);
  const principal = token ? await auth.sessions.find(token) : null;
  return principal && { principal, bySession: true };
}

/** @throws HttpError 401 or 403, the same whatever the path names */
export function admit(route: Route, who: Identified | null): void {
  if (route.access === 'anyone') return;
  if (!who) throw unauthorised();
  if (!allows(route.access, who.principal, route.method)) throw forbidden();
}

/** @throws HttpError 403 where a browser sends a write for another site */
export function checkOrigin(request: Request, route: Route, caller: Caller, who: Identified | null): void {
  if (route.method === 'GET' || (who && !who.bySession)) return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const same =
    origin !== null ? origin === caller.origin : site === null || site === 'same-origin' || site === 'none';
  if (!same)
    throw forbidden(
      `A write from ${origin ?? 'another site'} is not taken at ${caller.origin}. ` +
        'Behind a proxy, name it in TRUST_PROXY.',
    );
}
