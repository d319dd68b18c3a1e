import { allows, type Principal } from '../auth/index.ts';
import type { Route } from '../contract/index.ts';
import { askHost } from './ask-host.ts';
import { type Caller, readOrigin } from './caller.ts';
import { sessionToken } from './cookies.ts';
import { forbidden, unauthorised } from './errors.ts';
import type { Services } from './services.ts';

/** A credential by which a browser is signed in, so that another site could make it send a request. */
export interface Identified {
  readonly principal: Principal;
  readonly bySession: boolean;
}

/** No operator and no key is asked for. Which user of the platform a browser is of is for the beacon to find out. */
const isOpen = ({ access }: Route) => access === 'anyone' || access === 'user';

/** An operator's session opens nothing there. */
export const takesNoSession = (route: Route) => isOpen(route) || route.access === 'track';

/**
 * Who a request comes from: its API key, else the host's own sign-in, else its session; null for nobody. What else
 * stands in `Authorization` (the password that a proxy asks for, a token of the host) isn't ours to judge.
 */
export async function identifyCaller(
  request: Request,
  route: Route,
  caller: Caller,
  { auth, authorize, log }: Services,
): Promise<Identified | null> {
  // Whether the server lives is answered though the database that knows sessions doesn't.
  if (isOpen(route)) return null;
  const key = /^Bearer +(joip_\S*)$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1];
  if (key !== undefined) {
    const principal = await auth.keys.find(key);
    return principal && { principal, bySession: false };
  }
  // Cookies don't record activity: any site could make a browser send them.
  if (takesNoSession(route)) return null;
  const host = authorize ? await askHost(authorize, request, log) : null;
  if (host) return { principal: host, bySession: true };
  const token = sessionToken(request, caller);
  const principal = token ? await auth.sessions.find(token) : null;
  return principal && { principal, bySession: true };
}

/** @throws HttpError 401 or 403, the same whatever the path names */
export function admit(route: Route, who: Identified | null): void {
  if (isOpen(route)) return;
  if (!who) throw unauthorised(route);
  if (!allows(route.access, who.principal, route.method)) throw forbidden();
}

/** @throws HttpError 403 where a browser sends a write for another site */
export function checkOrigin(
  request: Request,
  route: Route,
  caller: Caller,
  who: Identified | null,
  publicUrl: URL | null,
): void {
  if (route.method === 'GET' || (who && !who.bySession)) return;
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  const told = headers.get('origin');
  if (told === null && (site === null || site === 'same-origin' || site === 'none')) return;
  const origin = told === null ? null : readOrigin(told);
  if (origin && (origin.origin === caller.origin || origin.origin === publicUrl?.origin)) return;
  // Proxies lose ports and schemes, but never the host: the browser itself says that nothing else differs.
  if (origin && site === 'same-origin' && origin.hostname === caller.hostname) return;
  throw forbidden(
    `A write from ${told ?? 'another site'} isn't taken at ${caller.origin}. If that is the address of this panel, ` +
      'set publicUrl (PUBLIC_URL) to it, or name your proxy in trustProxy (TRUST_PROXY) and let it pass the host on.',
  );
}
