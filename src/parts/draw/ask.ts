import { createRequest } from '../../client/call.ts';
import { ApiError, createCaller, type Query } from '../../client/index.ts';
import { LOCALE, MOUNT } from '../place.ts';
import type { PartsSettings } from '../settings.ts';

/** Parts that are drawn one after the other share an answer for so long, in milliseconds. */
const SHARED = 5_000;

/** What tells the host who asks, beside cookies. */
export const headersOfHost = (): PartsSettings['headers'] => globalThis.joipAnalytics?.headers;

const asHost: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  try {
    for (const [name, value] of Object.entries((await headersOfHost()?.()) ?? {})) headers.set(name, value);
  } catch (error) {
    console.error('joipAnalytics.headers:', error);
  }
  return fetch(input, { ...init, headers });
};

const options = { baseUrl: MOUNT, headers: { 'accept-language': LOCALE }, fetch: asHost };
export const request = createRequest(options);
const call = createCaller(options);
const answers = new Map<string, Promise<unknown>>();
let askedAs: PartsSettings['headers'];

/** The parts of a page ask each question once; what is asked anew is shared while it is under way. */
function shared<Answer>(
  name: string,
  query: { readonly refresh?: 'force' | undefined },
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const asWhom = headersOfHost();
  if (asWhom !== askedAs) answers.clear();
  askedAs = asWhom;
  const key = name + JSON.stringify(query);
  const known = answers.get(key);
  if (known) return known as Promise<Answer>;
  const answer = ask();
  answers.set(key, answer);
  const forget = () => answers.get(key) === answer && answers.delete(key);
  answer.then(() => setTimeout(forget, query.refresh ? 0 : SHARED), forget);
  return answer;
}

export const askPanel = () => shared('panel', {}, () => call('panel'));

/** Where the host signs people in, who come back to this page; null where it told no address. */
export async function askSignIn(): Promise<string | null> {
  const { pathname, search, hash } = location;
  const query = { returnTo: pathname + search + hash };
  return (await shared('session', {}, () => call('session', { query }))).methods.host;
}

export const askAnalytics = (query: Query<'analytics'>) =>
  shared('analytics', query, () => call('analytics', { query }));

export const askTopUsers = (query: Query<'usageAnalytics'>) =>
  shared('topUsers', query, () => call('usageAnalytics', { query: { ...query, parts: ['topUsers'] } }));

/** Never from a cache, so that nothing has to force it. */
export const askUser = (userId: string, query: Query<'userUsage'>) =>
  shared(`user ${userId}`, {}, () =>
    call('userUsage', { params: { userId }, query: { ...query, pageSize: 1 } }),
  );

/**
 * Asks over a range. Where retention keeps its days in the server's zone alone, and the element names no other, it is asked for in
 * that one, as the panel does.
 */
export async function inZone<Asked extends { readonly timezone?: string | undefined }, Answer>(
  ask: (query: Asked) => Promise<Answer>,
  query: Asked,
  element: Element,
): Promise<Answer> {
  try {
    return await ask(query);
  } catch (error) {
    const refused = error instanceof ApiError && error.fields.timezone !== undefined;
    if (!refused || element.hasAttribute('timezone')) throw error;
    return ask({ ...query, timezone: undefined });
  }
}
