import { hkdfSync } from 'node:crypto';

/** What keys are derived for; each has one of its own, so that none can stand in for another. */
export type KeyPurpose =
  | 'tombstones'
  | 'audit-subjects'
  | 'audit-heads'
  | 'pseudonyms'
  | 'auth'
  | 'cookies'
  | 'second-factor'
  | 'beacon';

/**
 * A 32-byte key for one purpose (HKDF, SHA-256).
 *
 * @example deriveKey(secret, 'tombstones')
 */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'joip-analytics', purpose, 32));
}
