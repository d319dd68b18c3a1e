import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../db/connect.ts';
import { inward, sessionFrom } from './inward.ts';
import type { Libraries } from './load.ts';
import { orRefusal } from './refusal.ts';

export type CodeAnswer =
  | { readonly kind: 'session'; readonly token: string; readonly operatorId: string }
  | { readonly kind: 'wrong' | 'expired' };

/** Second factors: codes of an authenticator app (TOTP), and backup codes for when it is lost. */
export function createSecondFactors(db: Database, libraries: Libraries) {
  /**
   * Takes a code's time step, once: a step that isn't later than the last one taken isn't taken again, by
   * no request and no process, whether the code turned the second factor on or signed in. False where the
   * code was used; a wrong one is left to the library, which counts it.
   */
  async function takeStep(operatorId: string, code: string): Promise<boolean> {
    const { secretConfig } = await (await libraries.local()).$context;
    const { symmetricDecrypt } = await import('better-auth/crypto');
    const { rows } = await db.pool.query<{ secret: string }>(
      `select secret from ${db.s}.operator_second_factors where operator_id = $1`,
      [operatorId],
    );
    if (!rows[0]) return true;
    const secret = await symmetricDecrypt({ key: secretConfig, data: rows[0].secret });
    // The library looks at this clock too.
    const step = stepOfCode(secret, code, Date.now());
    if (step === null) return true;
    const { rowCount } = await db.pool.query(
      `update ${db.s}.operator_second_factors set last_step = $2
       where operator_id = $1 and secret = $3 and (last_step is null or last_step < $2)`,
      [operatorId, step, rows[0].secret],
    );
    return rowCount === 1;
  }

  return {
    /** Whose sign-in a challenge continues; null where it has ended. */
    async operatorOf(challenge: string): Promise<string | null> {
      const { internalAdapter } = await (await libraries.local()).$context;
      const found = await internalAdapter.findVerificationValue(challenge.split(/[.%]/, 1)[0]!);
      return found && found.expiresAt > new Date() ? found.value : null;
    },

    /** Answers a challenge with a code of either kind. */
    async answer(challenge: string, operatorId: string, code: string): Promise<CodeAnswer> {
      const { api } = await libraries.local();
      const call = {
        body: { code },
        headers: inward({ cookie: { name: 'second-factor', value: challenge } }),
      };
      const byApp = /^\d{6}$/.test(code);
      if (byApp && !(await takeStep(operatorId, code))) return { kind: 'wrong' };
      const answer = await orRefusal(byApp ? api.verifyTOTP(call) : api.verifyBackupCode(call));
      if ('refused' in answer)
        return { kind: /COOKIE|TOO_MANY|LOCKED/.test(answer.refused) ? 'expired' : 'wrong' };
      return { kind: 'session', token: answer.token!, operatorId };
    },

    /** Whether it is on, begun, or off. */
    async stateOf(operatorId: string): Promise<'on' | 'begun' | 'off'> {
      const { rows } = await db.pool.query<{ verified: boolean }>(
        `select verified from ${db.s}.operator_second_factors where operator_id = $1`,
        [operatorId],
      );
      return rows[0] ? (rows[0].verified ? 'on' : 'begun') : 'off';
    },

    /** Begins; it is on once a code confirmed it. Null where the password isn't right. */
    async enrol(
      session: string,
      password: string | undefined,
    ): Promise<{ uri: string; secret: string } | null> {
      const { api } = await libraries.local();
      const answer = await orRefusal(
        api.enableTwoFactor({ body: { password, method: 'totp' }, headers: inward({ session }) }),
      );
      if ('refused' in answer || answer.method !== 'totp') return null;
      return { uri: answer.totpURI, secret: new URL(answer.totpURI).searchParams.get('secret')! };
    },

    /** Turns it on. The session is a new one. Null where the code isn't right, or was used. */
    async confirm(
      session: string,
      operatorId: string,
      code: string,
    ): Promise<{ token: string; backupCodes: string[] } | null> {
      if (!(await takeStep(operatorId, code))) return null;
      const { api } = await libraries.local();
      const answer = await orRefusal(
        api.verifyTOTP({ body: { code }, headers: inward({ session }), returnHeaders: true }),
      );
      if ('refused' in answer) return null;
      const { backupCodes } = await api.viewBackupCodes({ body: { userId: operatorId } });
      return { token: sessionFrom(answer.headers) ?? session, backupCodes };
    },

    /** Turns it off for someone who lost it, and tells whether it was on. */
    async forget(operatorId: string): Promise<boolean> {
      await db.pool.query(`update ${db.s}.operators set second_factor = false where id = $1`, [operatorId]);
      const { rows } = await db.pool.query<{ verified: boolean }>(
        `delete from ${db.s}.operator_second_factors where operator_id = $1 returning verified`,
        [operatorId],
      );
      return rows[0]?.verified ?? false;
    },

    /** Turns it off. The session is a new one. Null where the password isn't right. */
    async disable(session: string, password: string | undefined): Promise<string | null> {
      const { api } = await libraries.local();
      const answer = await orRefusal(
        api.disableTwoFactor({ body: { password }, headers: inward({ session }), returnHeaders: true }),
      );
      return 'refused' in answer ? null : (sessionFrom(answer.headers) ?? session);
    },
  };
}

/** Milliseconds that a code is shown. */
const PERIOD = 30_000;
/** Steps before and after the one of now whose codes are taken: clocks of phones run a little early or late. */
const WINDOW = 1;

/** The code of a time step (RFC 6238: SHA-1, 6 digits). */
function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.at(-1)! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * Which time step a code of an authenticator app belongs to: the latest, where two steps show the same code.
 *
 * @param secret as the sign-in library keeps it: its bytes are the key
 * @param at milliseconds since 1970
 * @returns null where the code is of none that is taken now
 */
function stepOfCode(secret: string, code: string, at: number): number | null {
  const now = Math.floor(at / PERIOD);
  let found: number | null = null;
  for (let step = now - WINDOW; step <= now + WINDOW; step++) {
    const same = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(code));
    if (same) found = step;
  }
  return found;
}
