import { INVITATION_LIFETIME, LINK_LIFETIME, type OperatorDetails } from '../../auth/index.ts';
import { NotFound } from '../../reports/errors.ts';
import { sessionToken, setCookie } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Call, Handler } from '../handler.ts';
import type { Services } from '../services.ts';

const LAST =
  'This is the last administrator who signs in. Make another one first, and have them sign in once.';

/** @throws NotFound */
async function detailsOf({ auth }: Services, id: string): Promise<OperatorDetails> {
  const [found] = await auth.operators.list(id);
  if (!found) throw new NotFound('There is no operator of this id.');
  return found;
}

/**
 * What is handed over stands behind `#`, so it is in no server's log. Without a public address it begins with the
 * path: a host that a request names may be anybody's, and the link opens a door.
 */
function linkTo({ services, caller }: Call, page: 'invitation' | 'password-reset', token: string): string {
  const mounted = services.auth.publicUrl ?? caller.mount;
  return `${mounted}/admin/${page}#token=${token}`;
}

const inMilliseconds = ({ now }: Services, lifetime: number) => new Date(now() + lifetime).toISOString();

export const operators: Handler<'operators'> = {
  async run({ services }) {
    const all = await services.auth.operators.list();
    return { body: { operators: all }, rows: all.length };
  },
};

/** Someone who never signed in may be invited anew: the link before no longer works. */
export const inviteOperator: Handler<'inviteOperator'> = {
  noted: ({ email, role }) => ({ email, role }),
  async run(call) {
    const { services, body } = call;
    const { operators, passwords } = services.auth;
    const made = await operators.create(body.email, body.role);
    const found = made ?? (await operators.byEmail(body.email))!;
    if (!made && found.signedInAt)
      throw new HttpError(
        409,
        `${found.email} is an operator already; change their role, or create a reset link.`,
      );
    if (!made && (await operators.setRole(found.id, body.role)) === 'last') throw new HttpError(409, LAST);
    const link = linkTo(call as Call, 'invitation', await passwords.newInvitation(found.id));
    const operator = await detailsOf(services, found.id);
    const expiresAt = inMilliseconds(services, INVITATION_LIFETIME);
    return { status: 201, body: { operator, link, expiresAt } };
  },
};

export const changeOperator: Handler<'changeOperator'> = {
  target: 'operatorId',
  noted: ({ role }) => ({ role }),
  async run({ services, params, body, principal, request, caller }) {
    const { operators, sessions } = services.auth;
    const before = await detailsOf(services, params.operatorId);
    if ((await operators.setRole(before.id, body.role)) === 'last') throw new HttpError(409, LAST);
    const operator = await detailsOf(services, before.id);
    if (principal!.id !== operator.id || before.role === operator.role) return { body: { operator } };
    const token = await sessions.start(operator.id, sessionToken(request, caller));
    return { body: { operator }, cookies: [setCookie(caller, 'session', token)] };
  },
};

export const removeOperator: Handler<'removeOperator'> = {
  target: 'operatorId',
  async run({ services, params }) {
    const removed = await services.auth.operators.remove(params.operatorId);
    if (removed === 'unknown') throw new NotFound('There is no operator of this id.');
    if (removed === 'last') throw new HttpError(409, LAST);
    return {};
  },
};

export const makeResetLink: Handler<'makeResetLink'> = {
  target: 'operatorId',
  async run(call) {
    const { services, params } = call;
    const operator = await detailsOf(services, params.operatorId);
    const token = await services.auth.passwords.newReset(operator.id);
    const expiresAt = inMilliseconds(services, LINK_LIFETIME);
    return {
      status: 201,
      body: { operator, link: linkTo(call as Call, 'password-reset', token), expiresAt },
    };
  },
};

export const signOutOperator: Handler<'signOutOperator'> = {
  target: 'operatorId',
  async run({ services, params }) {
    const { id } = await detailsOf(services, params.operatorId);
    return { body: { sessions: await services.auth.sessions.endAll(id) } };
  },
};
