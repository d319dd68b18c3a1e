export { type ExportChunk, type ExportOptions, exportLog } from './export-log.ts';
export { EXPORT_COLUMNS, type ExportFormat } from './lines.ts';
export { type WriteOptions, writeExport } from './write.ts';
