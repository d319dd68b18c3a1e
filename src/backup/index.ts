export { checkBackup } from './check.ts';
export { BackupError } from './errors.ts';
export type { BackupProgress, Header, Manifest, OnProgress } from './format.ts';
export { type RestoreOptions, type RestoreResult, restoreBackup } from './restore.ts';
export { type BackupOptions, type BackupResult, writeBackup } from './write.ts';
