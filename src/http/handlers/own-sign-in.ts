import { actorOf, faultOfPassword } from '../../auth/index.ts';
import { BadRequest } from '../../reports/errors.ts';
import { endedCookie, setCookie } from '../cookies.ts';
import { HttpError } from '../errors.ts';
import type { Call, Handler } from '../handler.ts';
import { languageCookies } from '../locale.ts';
import { beginOwnAttempt } from '../sign-in/attempt.ts';
import { type Own, ownSignIn } from '../sign-in/own.ts';

const NOT_RIGHT = "isn't your password";

/**
 * The password that a change must be confirmed with, where the operator has one: it can't be guessed through a
 * session left open either.
 */
async function confirmed<T>(
  call: Call,
  { operator }: Own,
  field: 'current' | 'password',
  given: string | undefined,
  work: (password: string | undefined) => Promise<T | null>,
): Promise<T> {
  const has = await call.services.auth.passwords.has(operator.id);
  if (has && given === undefined) throw new BadRequest({ [field]: 'takes your password' });
  const attempt = await beginOwnAttempt(call, 'password', operator.id);
  const done = await work(has ? given : undefined);
  if (done === null) throw new BadRequest({ [field]: NOT_RIGHT });
  await attempt.succeeded();
  return done;
}

export const changePassword: Handler<'changePassword'> = {
  async run(call) {
    const own = ownSignIn(call as Call);
    const { passwords, sessions } = call.services.auth;
    const { current, next } = call.body;
    const fault = faultOfPassword(next, own.operator.email);
    if (fault) throw new BadRequest({ next: fault });
    const token = await confirmed(call as Call, own, 'current', current, (password) =>
      passwords.change(own.session, password, next, async () => {
        await sessions.endAll(own.operator.id);
        return sessions.start(own.operator.id, undefined);
      }),
    );
    return { cookies: [setCookie(call.caller, 'session', token)] };
  },
};

export const enrolSecondFactor: Handler<'enrolSecondFactor'> = {
  async run(call) {
    const own = ownSignIn(call as Call);
    const { secondFactors } = call.services.auth;
    if ((await secondFactors.stateOf(own.operator.id)) === 'on')
      throw new HttpError(409, 'The second factor is on; turn it off first to use another app.');
    const begun = await confirmed(call as Call, own, 'password', call.body.password, (password) =>
      secondFactors.enrol(own.session, password),
    );
    return { body: begun };
  },
};

export const confirmSecondFactor: Handler<'confirmSecondFactor'> = {
  async run(call) {
    const own = ownSignIn(call as Call);
    const { secondFactors } = call.services.auth;
    if ((await secondFactors.stateOf(own.operator.id)) !== 'begun')
      throw new HttpError(409, 'There is nothing to confirm; begin with POST /api/auth/second-factor/enrol.');
    const attempt = await beginOwnAttempt(call as Call, 'code', own.operator.id);
    const on = await secondFactors.confirm(own.session, own.operator.id, call.body.code);
    if (!on) throw new BadRequest({ code: "isn't the code that the app shows now" });
    await attempt.succeeded();
    return { body: { backupCodes: on.backupCodes }, cookies: [setCookie(call.caller, 'session', on.token)] };
  },
};

export const disableSecondFactor: Handler<'disableSecondFactor'> = {
  async run(call) {
    const own = ownSignIn(call as Call);
    const { secondFactors } = call.services.auth;
    if ((await secondFactors.stateOf(own.operator.id)) !== 'on')
      throw new HttpError(409, 'The second factor is off.');
    const token = await confirmed(call as Call, own, 'password', call.body.password, (password) =>
      secondFactors.disable(own.session, password),
    );
    return { cookies: [setCookie(call.caller, 'session', token)] };
  },
};

export const changePreferences: Handler<'changePreferences'> = {
  noted: (body) => body,
  async run({ services, request, caller, principal, body }) {
    const preferences = await services.auth.preferences.change(actorOf(principal!), body);
    return { body: { preferences }, cookies: languageCookies(request, caller, preferences) };
  },
};

export const signOut: Handler<'signOut'> = {
  async run(call) {
    const { session } = ownSignIn(call as Call);
    await call.services.auth.sessions.end(session);
    return { cookies: [endedCookie(call.caller, 'session')] };
  },
};

export const signOutEverywhere: Handler<'signOutEverywhere'> = {
  async run(call) {
    const { operator } = ownSignIn(call as Call);
    await call.services.auth.sessions.endAll(operator.id);
    return { cookies: [endedCookie(call.caller, 'session')] };
  },
};
