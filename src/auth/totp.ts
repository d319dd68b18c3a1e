import { createHmac, timingSafeEqual } from 'node:crypto';

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
export function stepOfCode(secret: string, code: string, at: number): number | null {
  const now = Math.floor(at / PERIOD);
  let found: number | null = null;
  for (let step = now - WINDOW; step <= now + WINDOW; step++) {
    const same = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(code));
    if (same) found = step;
  }
  return found;
}
