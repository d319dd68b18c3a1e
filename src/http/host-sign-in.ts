import { authRoutes } from '../contract/families/auth/routes.ts';
import { identifyCaller } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { respond } from './respond.ts';
import type { Services } from './services.ts';

/** Views of our own sign-in: whoever holds an account of ours, or a link, comes in by them all the same. */
const OWN = /^(?:sign-in|invitation|password-reset)(?:\/|$)/;

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
  const { signInUrl } = services;
  const isPage = /\btext\/html\b/.test(request.headers.get('accept') ?? '');
  if (signInUrl === undefined || signInUrl === null || !isPage || OWN.test(inside)) return null;
  // What is open to anyone isn't told who asks.
  const asked = { ...authRoutes.session, access: 'signed-in' } as const;
  if (await identifyCaller(request, asked, caller, services)) return null;
  const path = `${caller.mount}/admin/${inside}${new URL(request.url).search}`;
  const location = typeof signInUrl === 'function' ? signInUrl(path) : signInUrl;
  return respond(302, null, { location, 'cache-control': 'no-store' });
}
