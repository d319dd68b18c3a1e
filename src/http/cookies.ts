import type { Caller } from './caller.ts';

interface CookieKind {
  readonly name: string;
  /** Lax where the browser must send it when it comes back from another site. */
  readonly sameSite: 'Strict' | 'Lax';
  /** Seconds; without it the cookie ends with the browser. */
  readonly maxAge?: number;
}

const KINDS = {
  session: { name: 'joip_session', sameSite: 'Strict' },
  'second-factor': { name: 'joip_second_factor', sameSite: 'Strict', maxAge: 600 },
  // Lax, so that a page reached from another site comes in it, too.
  language: { name: 'joip_language', sameSite: 'Lax', maxAge: 31_536_000 },
  'oidc-state': { name: 'joip_oidc_state', sameSite: 'Lax', maxAge: 600 },
} as const satisfies Record<string, CookieKind>;

export type CookieName = keyof typeof KINDS;

/**
 * The installation's mark keeps several on one host apart: cookies know no ports, and those of a path reach all paths
 * below it. Over TLS a prefix binds the cookie: `__Host-` to this very host, which takes the whole of it, `__Secure-`
 * to TLS where a part of the host is ours. Plain HTTP, on loopback only, can carry neither.
 */
function nameFor({ secure, cookiePath, installation }: Caller, kind: CookieKind): string {
  const prefix = secure ? (cookiePath === '' ? '__Host-' : '__Secure-') : '';
  return `${prefix}${kind.name}_${installation}`;
}

export function readCookie(request: Request, caller: Caller, cookie: CookieName): string | undefined {
  const name = nameFor(caller, KINDS[cookie]);
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value && /^[\w.%~+/-]{1,500}$/.test(value)) return value;
  }
  return undefined;
}

export const sessionToken = (request: Request, caller: Caller): string | undefined =>
  readCookie(request, caller, 'session');

export function setCookie(caller: Caller, cookie: CookieName, value: string): string {
  const kind: CookieKind = KINDS[cookie];
  const age = kind.maxAge === undefined ? '' : `; Max-Age=${kind.maxAge}`;
  return attributes(caller, kind, value) + age;
}

/** Takes a cookie back. */
export const endedCookie = (caller: Caller, cookie: CookieName): string =>
  `${attributes(caller, KINDS[cookie], '')}; Max-Age=0`;

const attributes = (caller: Caller, kind: CookieKind, value: string) =>
  `${nameFor(caller, kind)}=${value}; Path=${caller.cookiePath || '/'}; HttpOnly; SameSite=${kind.sameSite}${caller.secure ? '; Secure' : ''}`;
