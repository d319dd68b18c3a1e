export { type DryRunOptions, dryRun } from './dry-run.ts';
export { ImportError } from './errors.ts';
export { type ImportOptions, importFile, type Progress } from './import-file.ts';
export type { Bytes } from './input/bytes.ts';
export { openInput } from './input/open.ts';
export { loadMapping, parseMapping } from './load-mapping.ts';
export { defineMapping, type ImportMapping } from './mapping.ts';
export type { Refusal } from './refusals.ts';
export type { Summary } from './summary.ts';
