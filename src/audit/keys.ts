import { createHash, createHmac } from 'node:crypto';
import { deriveKey } from '../secrets/derive-key.ts';

/** What the audit log is sealed with; none of it is in the database. */
export interface AuditKeys {
  /** Names persons: see `tokenOf`. */
  readonly subjects: Buffer;
  /** Chains rows, signs heads, anchors and erasures. */
  readonly chain: Buffer;
  /** Tells one chain key from another without telling it. */
  readonly mark: string;
}

export function auditKeys(secret: Uint8Array): AuditKeys {
  const chain = deriveKey(secret, 'audit-heads');
  const mark = createHash('sha256').update('mark').update(chain).digest('hex').slice(0, 16);
  return { subjects: deriveKey(secret, 'audit-subjects'), chain, mark };
}

/** HMAC-SHA-256 of what is sealed, in a domain of its own. */
export const seal = (key: Buffer, ...parts: readonly (string | number | null)[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest();
