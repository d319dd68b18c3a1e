import type { Caller } from './caller.ts';

/** `__Host-` binds the cookie to this very host over TLS; plain HTTP, on loopback only, can not carry it. */
const nameFor = (caller: Caller) => (caller.secure ? '__Host-joip_session' : 'joip_session');

export function sessionToken(request: Request, caller: Caller): string | undefined {
  const name = nameFor(caller);
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return undefined;
}

export function sessionCookie(caller: Caller, token: string): string {
  return `${nameFor(caller)}=${token}; Path=/; HttpOnly; SameSite=Strict${caller.secure ? '; Secure' : ''}`;
}

export function endedCookie(caller: Caller): string {
  return `${sessionCookie(caller, '')}; Max-Age=0`;
}
