import type { Command } from 'commander';

import { addDays, startOfDay } from '../db/days.ts';
import { type ExportFormat, writeExport } from '../export/index.ts';
import { accounted } from './accounted.ts';
import type { Flags } from './shared.ts';
import * as shared from './shared.ts';

interface ExportFlags extends Flags {
  readonly format?: ExportFormat;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  shared
    .withDatabase(program.command('export'))
    .description('Write the activity log as NDJSON or CSV: one snapshot, every column, importable again')
    .argument('<file>', 'File to write, gzipped where it ends in .gz; - for standard output')
    .option('--format <ndjson|csv>', 'Default: csv where the name says so, else ndjson')
    .option('--from <date>', 'First day in the configured zone, or instant, inclusive')
    .option('--to <date>', 'Last day, inclusive; or instant, exclusive')
    .option('--json', 'Print what was written as JSON on standard error')
    .action(async (file: string, flags: ExportFlags) => {
      const format = formatOf(file, flags.format);
      const stop = new AbortController();
      const interrupt = () => stop.abort();
      process.once('SIGINT', interrupt);
      const opened = await shared.openAnalytics(flags);
      const { analytics, db } = opened;
      try {
        const zone = analytics.view.zone;
        const from = boundOf('--from', flags.from, zone, 0);
        const to = boundOf('--to', flags.to, zone, 1);
        if (from && to && from >= to)
          throw new shared.CliError('--from lies behind --to; the range is empty');
        const parameters = { format, from: from?.toISOString(), to: to?.toISOString() };
        const rows = await accounted(opened, { command: 'export', parameters }, () =>
          writeExport(db, { path: file, format, from, to, signal: stop.signal }),
        );
        shared.note(
          flags.json
            ? JSON.stringify({ rows, format, file, from: from ?? null, to: to ?? null })
            : `wrote ${rows.toLocaleString('en-US')} activities as ${format} to ${file === '-' ? 'standard output' : file}`,
        );
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        shared.note('stopped; nothing was written');
        process.exitCode = 130;
      } finally {
        process.off('SIGINT', interrupt);
        await opened.close();
      }
    });
}

function formatOf(file: string, given: string | undefined): ExportFormat {
  if (given === undefined) return /\.csv(\.gz)?$/i.test(file) ? 'csv' : 'ndjson';
  if (given === 'csv' || given === 'ndjson') return given;
  throw new shared.CliError(`--format is "${given}", but takes ndjson or csv`);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** @param after days to add to a date, so that the last day is part of the range */
function boundOf(flag: string, value: string | undefined, zone: string, after: number): Date | undefined {
  if (value === undefined) return undefined;
  try {
    if (DAY.test(value)) return new Date(startOfDay(addDays(value, after), zone));
    if (INSTANT.test(value) && !Number.isNaN(Date.parse(value))) return new Date(value);
  } catch {
    // A date that the calendar doesn't have: told below.
  }
  throw new shared.CliError(
    `${flag} is "${value}", but takes a date (2026-03-15) or an instant with an offset (2026-03-15T14:30:00Z)`,
  );
}
