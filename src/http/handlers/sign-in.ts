import { BadRequest } from '../../reports/errors.ts';
import { readCookie } from '../cookies.ts';
import type { Call, Handler, Reply } from '../handler.ts';
import { admitOperator, askSecondFactor } from '../sign-in/admit.ts';
import { beginAttempt, demandPrivacy, refuse, refuseLink } from '../sign-in/attempt.ts';

const NOT_TOGETHER = "E-mail and password don't belong together.";
const NO_LINK = "This link was used already, is too old, or isn't complete. Ask for a new one.";
const WRONG_CODE = "This code isn't right, or was used already.";
const EXPIRED = 'This took too long, or too many codes were wrong; sign in again from the start.';

/** With e-mail and password. */
export const signIn: Handler<'signIn'> = {
  async run(call) {
    const attempt = await beginAttempt(call, call.body.email);
    const found = await call.services.auth.passwords.signIn(call.body.email, call.body.password);
    if (!found) throw await refuse(call, 'signIn', NOT_TOGETHER);
    if (found.kind === 'second-factor') {
      await attempt.succeeded();
      return askSecondFactor(call, found.challenge);
    }
    await attempt.succeeded();
    return admitOperator(call, 'signIn', found);
  },
};

/** With a code after the password. */
export const answerSecondFactor: Handler<'answerSecondFactor'> = {
  async run(call) {
    const { secondFactors } = call.services.auth;
    const challenge = readCookie(call.request, call.caller, 'second-factor');
    const operatorId = challenge ? await secondFactors.operatorOf(challenge) : null;
    const attempt = await beginAttempt(call, operatorId ? `code of ${operatorId}` : undefined);
    const answer =
      challenge && operatorId
        ? await secondFactors.answer(challenge, operatorId, call.body.code)
        : { kind: 'expired' as const };
    if (answer.kind !== 'session')
      throw await refuse(call, 'answerSecondFactor', answer.kind === 'wrong' ? WRONG_CODE : EXPIRED);
    await attempt.succeeded();
    return admitOperator(call, 'answerSecondFactor', answer);
  },
};

/** With a link of who runs the server: it asks for nothing else, and so is the way back in. */
export const signInByLink: Handler<'signInByLink'> = {
  async run(call) {
    const { operators, sessions } = call.services.auth;
    demandPrivacy(call);
    const operator = await operators.redeem(call.body.token);
    if (!operator) return refuseLink(call, 'signInByLink', NO_LINK);
    const token = await sessions.start(operator.id, undefined);
    return admitOperator(call, 'signInByLink', { token, operatorId: operator.id });
  },
};

/** Sets a password by a link, and signs in with it. */
async function redeem(
  call: Call<'acceptInvitation'> | Call<'resetPassword'>,
  endpoint: 'acceptInvitation' | 'resetPassword',
): Promise<Reply> {
  const { passwords } = call.services.auth;
  const { token, password } = call.body;
  demandPrivacy(call);
  const redeemed = await passwords.redeem(token, password);
  if (redeemed.kind === 'unknown') return refuseLink(call, endpoint, NO_LINK);
  if (redeemed.kind === 'fault') throw new BadRequest({ password: redeemed.fault });
  const found = await passwords.signIn(redeemed.email, password);
  if (!found) return refuseLink(call, endpoint, NO_LINK);
  return found.kind === 'session'
    ? admitOperator(call, endpoint, found)
    : askSecondFactor(call, found.challenge);
}

export const acceptInvitation: Handler<'acceptInvitation'> = {
  run: (call) => redeem(call, 'acceptInvitation'),
};
export const resetPassword: Handler<'resetPassword'> = { run: (call) => redeem(call, 'resetPassword') };
