export { type Access, type Audit, createAudit } from './audit.ts';
export { decodePlace } from './cursor.ts';
export { decodeWords, type Encoded } from './decode.ts';
export { eraseAuditSubject } from './erase.ts';
export type { AuditFinding } from './findings.ts';
export { LostRows } from './kept.ts';
export { type AuditEntry, type AuditQuery, listAudit, type Outcome } from './list.ts';
export { type Pruned, type PruneOptions, pruneAudit } from './prune.ts';
export { type Verification, type VerifyOptions, verifyAudit } from './verify.ts';
