export { type Audit, type AuditedAccess, createAudit } from './audit.ts';
export { decodeWords, type EncodedEntry } from './decode.ts';
export { eraseAuditSubject } from './erase.ts';
export type { AuditFinding } from './findings.ts';
export type { Moment } from './insert.ts';
export { LostRows } from './kept.ts';
export { type AuditedRequest, type AuditOutcome, type AuditQuery, decodePlace, listAudit } from './list.ts';
export { type Pruned, type PruneOptions, pruneAudit } from './prune.ts';
export { type Verification, type VerifyOptions, verifyAudit } from './verify.ts';
