import { createHmac, timingSafeEqual } from 'node:crypto';
import { MAX_TOKEN_MINUTES, TOKEN_MINUTES } from '../../contract/families/beacon/limits.ts';
import { readId } from '../../contract/index.ts';
import { MINUTE } from '../../db/milliseconds.ts';

/** Why a token tells nobody. */
export type TokenFault = 'forged' | 'expired';

export interface BeaconToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Tokens that say whose browser a page is in: the user and when it ends, signed. Nothing of them is stored, so that any
 * process of the installation reads what another made.
 *
 * @param key derived for this alone
 * @param schema installations that share a secret have different ones
 */
export function createBeaconTokens(key: Uint8Array, schema: string, now: () => number) {
  const sign = (payload: string) => createHmac('sha256', key).update(`${schema} ${payload}`).digest();

  return {
    /**
     * @param userId as `readId` reads it
     * @param minutes 1 to 1,440
     * @throws TypeError that says what is accepted
     */
    make(userId: unknown, minutes: unknown = TOKEN_MINUTES): BeaconToken {
      const id = readId(userId);
      if (typeof id !== 'string') throw new TypeError(`userId ${id === null ? 'is missing' : id.why}`);
      const lives = Number.isInteger(minutes) && (minutes as number) >= 1;
      if (!lives || (minutes as number) > MAX_TOKEN_MINUTES)
        throw new TypeError(`minutes takes a whole number from 1 to ${MAX_TOKEN_MINUTES}`);
      const expiresAt = now() + (minutes as number) * MINUTE;
      const payload = Buffer.from(JSON.stringify([id, expiresAt])).toString('base64url');
      return { token: `${payload}.${sign(payload).toString('base64url')}`, expiresAt };
    },

    /** The user's id, or why it is nobody's. */
    read(token: string): { readonly userId: string } | { readonly fault: TokenFault } {
      const [payload = '', mark = '', ...rest] = token.split('.');
      const given = Buffer.from(mark, 'base64url');
      const expected = sign(payload);
      const genuine =
        rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
      if (!genuine) return { fault: 'forged' };
      const [userId, expiresAt] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
        string,
        number,
      ];
      return now() < expiresAt ? { userId } : { fault: 'expired' };
    },
  };
}

export type BeaconTokens = ReturnType<typeof createBeaconTokens>;
