import type { Database } from '../db/connect.ts';
import { cookieFrom, inward } from './inward.ts';
import { INVITATION_LIFETIME, LINK_LIFETIME } from './lifetimes.ts';
import type { Libraries } from './load.ts';
import { faultOfPassword } from './password-rules.ts';
import { orRefusal } from './refusal.ts';
import { newToken } from './tokens.ts';

/** What a right password leads to. */
export type SignedIn =
  | { readonly kind: 'session'; readonly token: string; readonly operatorId: string }
  /** The challenge is for the browser to keep until the code follows. */
  | { readonly kind: 'second-factor'; readonly challenge: string };

export type Redeemed =
  | { readonly kind: 'done'; readonly email: string }
  | { readonly kind: 'fault'; readonly fault: string }
  | { readonly kind: 'unknown' };

/** As the library names what resets a password. */
const named = (token: string) => `reset-password:${token}`;

/** Passwords: signing in with them, and the links by which they are set first or anew. */
export function createPasswords(db: Database, libraries: Libraries, now: () => number) {
  async function newToSet(operatorId: string, lifetime: number): Promise<string> {
    const { internalAdapter } = await (await libraries.local()).$context;
    const token = newToken();
    await db.pool.query(`delete from ${db.s}.operator_challenges where value = $1`, [operatorId]);
    await internalAdapter.createVerificationValue({
      identifier: named(token),
      value: operatorId,
      expiresAt: new Date(now() + lifetime),
    });
    return token;
  }

  return {
    /** Null where e-mail and password don't belong together; whether there is such an operator isn't told. */
    async signIn(email: string, password: string): Promise<SignedIn | null> {
      const { api } = await libraries.local();
      const answer = await orRefusal(api.signInEmail({ body: { email, password }, returnHeaders: true }));
      if ('refused' in answer) return null;
      const { response, headers } = answer;
      if ('token' in response && response.token)
        return { kind: 'session', token: response.token, operatorId: response.user.id };
      return { kind: 'second-factor', challenge: cookieFrom(headers, 'second-factor')! };
    },

    /** Whether an operator has a password. */
    async has(operatorId: string): Promise<boolean> {
      const { rows } = await db.pool.query(
        `select from ${db.s}.operator_accounts where operator_id = $1 and provider = 'credential'`,
        [operatorId],
      );
      return rows.length > 0;
    },

    /** A token to set the first password with, valid once and for seven days. Earlier ones end. */
    newInvitation: (operatorId: string) => newToSet(operatorId, INVITATION_LIFETIME),
    /** A token to set a password anew with, valid once and for a day. Earlier ones end. */
    newReset: (operatorId: string) => newToSet(operatorId, LINK_LIFETIME),

    /** Sets the password by a token, uses it up, and ends all sessions. A refused password leaves it valid. */
    async redeem(token: string, password: string): Promise<Redeemed> {
      const { api, $context } = await libraries.local();
      const { internalAdapter } = await $context;
      const found = await internalAdapter.findVerificationValue(named(token));
      const { rows } = await db.pool.query<{ email: string }>(
        `select email from ${db.s}.operators where id::text = $1`,
        [found && found.expiresAt.getTime() > now() ? found.value : null],
      );
      const email = rows[0]?.email;
      if (email === undefined) return { kind: 'unknown' };
      const fault = faultOfPassword(password, email);
      if (fault) return { kind: 'fault', fault };
      const answer = await orRefusal(api.resetPassword({ body: { token, newPassword: password } }));
      return 'refused' in answer ? { kind: 'unknown' } : { kind: 'done', email };
    },

    /**
     * Changes the password of a signed-in operator, or sets their first. Every session ends; the answer is
     * a new one, or null where the current password isn't right.
     */
    async change(
      session: string,
      current: string | undefined,
      next: string,
      begin: () => Promise<string>,
    ): Promise<string | null> {
      const { api } = await libraries.local();
      const headers = inward({ session });
      if (current === undefined) {
        const set = await orRefusal(api.setPassword({ body: { newPassword: next }, headers }));
        return 'refused' in set ? null : begin();
      }
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const answer = await orRefusal(api.changePassword({ body, headers }));
      return 'refused' in answer ? null : (answer.token ?? null);
    },
  };
}
