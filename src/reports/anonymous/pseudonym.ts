import { createHmac } from 'node:crypto';

/** Keys that reports name people by, each for one purpose. */
export interface ReportKeys {
  /** 32 bytes, `deriveKey(secret, 'pseudonyms')`. */
  readonly pseudonyms: Uint8Array;
}

/**
 * The name that stands for a user in anonymised reports: the same for the same user as long as the
 * installation keeps its secret, and not to be led back to the id without it.
 *
 * @example pseudonym(keys.pseudonyms, 'user-1'); // 'anon-1q8l7m3c0v5k9t2e'
 */
export function pseudonym(key: Uint8Array, userId: string): string {
  const bytes = createHmac('sha256', key).update(userId).digest().subarray(0, 10);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return `anon-${bits.toString(32).padStart(16, '0')}`;
}
