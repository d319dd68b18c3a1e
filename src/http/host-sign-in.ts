import { authRoutes } from '../contract/families/auth/routes.ts';
import { identifyCaller } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { respond } from './respond.ts';
import type { Services } from './services.ts';

/** Views of our own sign-in: whoever holds an account of ours, or a link, comes in by them all the same. */
const OWN = /^(?:sign-in|invitation|password-reset)(?:\/|$)/;

/**
 * Where the host signs people in; null where it told no address.
 *
 * @param path of the page that they come back to
 */
export const hostSignIn = (signInUrl: Services['signInUrl'], path: string): string | null =>
  typeof signInUrl === 'function' ? signInUrl(path) : (signInUrl ?? null);

/**
 * Leads a browser that opens the panel to where the host signs people in; null for somebody who is known, where the
 * host told no address, and for what is no page.
 *
 * @param inside path below the panel's folder
 */
export async function toHostSignIn(
  request: Request,
  inside: string,
  caller: Caller,
  services: Services,
): Promise<Response | null> {
  const isPage = /\btext\/html\b/.test(request.headers.get('accept') ?? '');
  if (!services.signInUrl || !isPage || OWN.test(inside)) return null;
  // What is open to anyone isn't told who asks.
  const asked = { ...authRoutes.session, access: 'signed-in' } as const;
  if (await identifyCaller(request, asked, caller, services)) return null;
  const path = `${caller.mount}/admin/${inside}${new URL(request.url).search}`;
  const location = hostSignIn(services.signInUrl, path);
  return location === null ? null : respond(302, null, { location, 'cache-control': 'no-store' });
}
