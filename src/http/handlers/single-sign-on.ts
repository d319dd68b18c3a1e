import { endedCookie, readCookie, setCookie } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Call, Handler, Reply } from '../handler.ts';
import { relativeTo } from '../paths.ts';
import { admitOperator } from '../sign-in/admit.ts';
import { beginAttempt, demandPrivacy, refuse } from '../sign-in/attempt.ts';

/** @throws HttpError 404 where no provider is configured */
function demandProvider({ services }: Call): void {
  if (services.auth.singleSignOn.name === null)
    throw new HttpError(
      404,
      "Single sign-on isn't configured; set OIDC_ISSUER, OIDC_CLIENT_ID and PUBLIC_URL.",
    );
}

/**
 * These addresses are for a browser that goes there, never for an image or a script of another page.
 *
 * @throws HttpError 403
 */
function demandNavigation({ request }: Call): void {
  const mode = request.headers.get('sec-fetch-mode');
  if (mode !== null && mode !== 'navigate')
    throw new HttpError(403, 'Open this address in the browser itself; begin on the sign-in page.');
}

export const startSingleSignOn: Handler<'startSingleSignOn'> = {
  async run(call) {
    demandProvider(call);
    demandPrivacy(call);
    demandNavigation(call);
    const begun = await call.services.auth.singleSignOn.start();
    if (!begun)
      throw new HttpError(503, "The provider of single sign-on can't be reached; try again.", {
        'retry-after': '10',
      });
    return {
      status: 302,
      headers: { location: begun.url },
      cookies: [setCookie(call.caller, 'oidc-state', begun.state)],
    };
  },
};

/** The browser comes from another site, so it is led on to the panel, which tells how it went. */
export const finishSingleSignOn: Handler<'finishSingleSignOn'> = {
  async run(call) {
    demandProvider(call);
    demandPrivacy(call);
    demandNavigation(call);
    const { services, request, caller, query } = call;
    const { singleSignOn } = services.auth;
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
    const state = readCookie(request, caller, 'oidc-state');
    const panel = relativeTo(new URL(request.url).pathname, `${caller.base}/admin/`);
    // Any page can send a browser here: that counts for nobody, and leaves what the browser began as it was.
    if (!singleSignOn.isBound(given.state, state)) {
      await services.audit.denyAnonymous(
        services.storedAddress(caller.address) ?? 'unknown',
        'finishSingleSignOn',
      );
      return led(`${panel}sign-in?refused=state`, []);
    }
    const attempt = await beginAttempt(call);
    const returned = await singleSignOn.finish(given, state);
    const ended = endedCookie(caller, 'oidc-state');
    if (returned.kind === 'refused') {
      await refuse(call, 'finishSingleSignOn', returned.why);
      return led(`${panel}sign-in?refused=${returned.why}`, [ended]);
    }
    const found = await services.auth.sessions.find(returned.token);
    if (!found) return led(`${panel}sign-in?refused=state`, [ended]);
    await attempt.succeeded();
    const { cookies = [] } = await admitOperator(call, 'finishSingleSignOn', {
      token: returned.token,
      operatorId: found.id,
    });
    return led(panel, [...cookies, ended]);
  },
};

const led = (location: string, cookies: readonly string[]): Reply => ({
  status: 302,
  headers: { location },
  cookies,
});
