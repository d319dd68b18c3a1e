export { writeExport } from './export-log.ts';
export type { ExportFormat } from './lines.ts';
export { LINE_BREAK, sqlLine, type TableFormat } from './sql-lines.ts';
export { type Column, headerText, lineText, rowsText } from './table-text.ts';
