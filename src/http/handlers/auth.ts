import { authRoutes } from '../../contract/families/auth/routes.ts';
import { identifyCaller } from '../authenticate.ts';
import type { Handler, HandlersOf } from '../handler.ts';
import { hostSignIn } from '../host-sign-in.ts';
import { signedInBy } from '../sign-in/own.ts';
import * as own from './own-sign-in.ts';
import * as signIn from './sign-in.ts';
import * as provider from './single-sign-on.ts';

const session: Handler<'session'> = {
  async run({ request, caller, services, query }) {
    const { operators, singleSignOn } = services.auth;
    const host = hostSignIn(services.signInUrl, query.returnTo ?? `${caller.mount}/admin/`);
    const methods = { password: true, singleSignOn: singleSignOn.name, host };
    // What is open to anyone isn't told who asks; this answers just that.
    const asked = { ...authRoutes.session, access: 'signed-in' } as const;
    const principal = (await identifyCaller(request, asked, caller, services))?.principal;
    if (principal?.kind !== 'operator') return { body: { operator: null, methods } };
    const { email, role } = principal;
    const by = signedInBy(principal);
    const [details] = by === 'session' ? await operators.list(principal.id) : [];
    const { password = false, secondFactor = false } = details ?? {};
    return { body: { operator: { email, role, by, password, secondFactor }, methods } };
  },
};

export const authHandlers: HandlersOf<typeof authRoutes> = { session, ...signIn, ...provider, ...own };
