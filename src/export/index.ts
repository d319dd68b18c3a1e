export type { ExportFormat } from './lines.ts';
export { writeExport } from './write.ts';
