import { cookieFrom, inward, sessionFrom } from './inward.ts';
import type { Libraries } from './load.ts';
import { PROVIDER } from './names.ts';
import type { AuthOptions } from './options.ts';
import { orRefusal } from './refusal.ts';

export type Returned =
  | { readonly kind: 'session'; readonly token: string }
  /** Why not, as a word that pages may show a text for. */
  | { readonly kind: 'refused'; readonly why: SingleSignOnRefusal };

/** `state`: not begun here, begun too long ago, or used; `not-invited`; `unverified` e-mail; `provider`: it said no. */
export type SingleSignOnRefusal = 'state' | 'not-invited' | 'unverified' | 'provider';

const REFUSALS: readonly (readonly [RegExp, SingleSignOnRefusal])[] = [
  [/^(state|please_restart|invalid_callback)/, 'state'],
  [/^signup_disabled/, 'not-invited'],
  [/^(account_not_linked|email_not_verified|email_not_found)/, 'unverified'],
];

/** In milliseconds: longer than a sign-in that was begun may take. */
const STATE_REMEMBERED = 60 * 60_000;

/** The library signs the state that the browser keeps: `STATE.SIGNATURE`, escaped. */
function stateIn(cookie: string): string | null {
  try {
    return decodeURIComponent(cookie).split('.', 1)[0]!;
  } catch {
    return null;
  }
}

/** Signing in through an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export function createSingleSignOn(libraries: Libraries, o: AuthOptions) {
  const offered = o.oidc && o.publicUrl ? { name: o.oidc.name, publicUrl: o.publicUrl } : null;

  return {
    /** What the provider is called; null where none is configured. */
    name: offered?.name ?? null,

    /** Where to send the browser, and the state that it keeps; null where the provider can't be reached. */
    async start(): Promise<{ url: string; state: string } | null> {
      const { api } = await libraries.withProvider();
      const body = {
        provider: PROVIDER,
        callbackURL: `${offered!.publicUrl}/admin/`,
        errorCallbackURL: `${offered!.publicUrl}/admin/sign-in`,
        disableRedirect: true,
      };
      const answer = await orRefusal(api.signInSocial({ body, headers: new Headers(), returnHeaders: true }));
      if ('refused' in answer || !('url' in answer.response)) return null;
      return { url: answer.response.url!, state: cookieFrom(answer.headers, 'oidc-state')! };
    },

    /** Whether a browser comes back that began here: what any page can make it send doesn't know the state. */
    isBound: (state: string | undefined, cookie: string | undefined): boolean =>
      state !== undefined && cookie !== undefined && stateIn(cookie) === state,

    /** Takes what the provider sent the browser back with. */
    async finish(query: Readonly<Record<string, string>>, state: string | undefined): Promise<Returned> {
      const { api, $context } = await libraries.withProvider();
      const { internalAdapter } = await $context;
      // The library looks a state up, and deletes it once the provider answered: of several that come at once
      // only the first goes on. The provider would take the code's second use for theft, and refuse them all.
      const ours = query.state !== undefined && state?.startsWith(`${query.state}.`);
      const first =
        !ours ||
        (await internalAdapter.reserveVerificationValue({
          identifier: `state-used:${query.state}`,
          value: 'used',
          expiresAt: new Date(Date.now() + STATE_REMEMBERED),
        }));
      if (!first) return { kind: 'refused', why: 'state' };
      const response = await api.callbackOAuth({
        method: 'GET',
        params: { id: PROVIDER },
        query,
        headers: state ? inward({ cookie: { name: 'oidc-state', value: state } }) : new Headers(),
        asResponse: true,
      });
      const token = sessionFrom(response.headers);
      if (token) return { kind: 'session', token };
      const to = new URL(response.headers.get('location') ?? '', 'http://none.invalid');
      const told = to.searchParams.get('error') ?? '';
      return { kind: 'refused', why: REFUSALS.find(([word]) => word.test(told))?.[1] ?? 'provider' };
    },
  };
}
