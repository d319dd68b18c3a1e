import { LIBRARY_COOKIES } from './names.ts';

type CookieName = keyof typeof LIBRARY_COOKIES;

/** What the library reads of a request: a session, or one of its own cookies by our name for it. */
export function inward(o: { session?: string; cookie?: { name: CookieName; value: string } }): Headers {
  const headers = new Headers();
  if (o.session) headers.set('authorization', `Bearer ${o.session}`);
  if (o.cookie) headers.set('cookie', `${LIBRARY_COOKIES[o.cookie.name]}=${o.cookie.value}`);
  return headers;
}

/** The value that the library gives one of its cookies; undefined where it sets or leaves none. */
export function cookieFrom(headers: Headers, name: CookieName): string | undefined {
  const start = `${LIBRARY_COOKIES[name]}=`;
  const found = headers.getSetCookie().find((each) => each.startsWith(start));
  return found?.slice(start.length).split(';', 1)[0] || undefined;
}

/** The session that the library began; undefined where it began none. */
export function sessionFrom(headers: Headers): string | undefined {
  return headers.get('set-auth-token')?.split('.', 1)[0];
}
