import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { advise, describeSummary } from '../import/describe.ts';
import {
  dryRun,
  type ImportSummary,
  importFile,
  loadMapping,
  openInput,
  VENDORS,
  type VendorName,
} from '../import/index.ts';
import { showProgress } from '../import/progress.ts';
import { checkRefusals, openRefusals } from '../import/refusals.ts';
import { bringIn, untilInterrupted } from './bring-in.ts';
import type { Flags } from './shared.ts';
import * as shared from './shared.ts';

interface ImportFlags extends Flags {
  readonly map?: string;
  readonly as?: VendorName;
  readonly actions?: string;
  readonly source?: string;
  readonly refused?: string;
  readonly entry?: string;
  readonly dryRun?: boolean;
  readonly fromStart?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  shared
    .withDatabase(program.command('import'))
    .description('Bring in history from CSV or JSON, packed with gzip or zip or not; safe to run again')
    .argument('<file>', 'File to read; - for standard input')
    .option('--map <file>', 'What its columns mean: JSON, or TypeScript with defineMapping()')
    .addOption(
      new Option(
        '--as <program>',
        'A ready mapping for the export of a program; --map changes parts of it',
      ).choices(Object.keys(VENDORS)),
    )
    .option(
      '--actions <file>',
      "JSON: the file's names of actions, each with an action of the catalogue, or null",
    )
    .option(
      '--source <name>',
      'Name of the source; standard input needs one (default: what --as names, or hash of the first MiB)',
    )
    .option('--entry <name>', 'The file in a zip file that holds several')
    .option('--dry-run', 'Read and check everything, and write nothing')
    .option('--from-start', 'Read rows again that earlier runs have done; adds nothing twice')
    .option('--refused <file>', 'Where refused rows go (default: refused/FILE.ndjson in the data folder)')
    .option('--json', 'Print the summary as JSON')
    .addHelpText(
      'after',
      "\nExit code: 0 all rows are in, 1 some were refused, 2 it couldn't be done, 130 stopped.",
    )
    .action(async (file: string, flags: ImportFlags) => {
      if (!flags.map && !flags.as)
        throw new shared.CliError(
          `say what the columns mean: --map FILE, or --as ${Object.keys(VENDORS).join('|')} for an export of one of these`,
        );
      if (file === '-' && !flags.source && !flags.as && !flags.dryRun)
        throw new shared.CliError('standard input needs --source NAME, so that a second run knows its rows');
      await untilInterrupted(async (signal) => {
        const summary = await (flags.dryRun ? check : run)(file, flags, signal);
        if (flags.json) shared.printJson(summary);
        else for (const line of describeSummary(summary)) shared.print(line);
        for (const line of advise(summary, commandOf(file, flags))) shared.note(line);
        process.exitCode = summary.stopped ? 130 : summary.refused > 0 ? 1 : 0;
      });
    });
}

async function check(file: string, flags: ImportFlags, signal: AbortSignal): Promise<ImportSummary> {
  const { catalogue } = await shared.loadConfig(flags);
  const mapping = await loadMapping({ ...flags, catalogue });
  const view = showProgress(process.stderr, 0);
  try {
    return await dryRun({
      catalogue,
      mapping,
      input: openInput(file, { entry: flags.entry }),
      source: flags.source,
      signal,
      onProgress: view.update,
      ...(flags.refused ? { refusals: (source) => openRefusals(flags.refused!, source, 0) } : {}),
    });
  } finally {
    view.stop();
  }
}

async function run(file: string, flags: ImportFlags, signal: AbortSignal): Promise<ImportSummary> {
  const config = await shared.loadConfig(flags);
  const mapping = await loadMapping({ ...flags, catalogue: config.catalogue });
  const input = openInput(file, { entry: flags.entry });
  const refusedPath = resolve(
    flags.refused ?? join(config.dataDir, 'refused', `${nameOf(file, flags)}.ndjson`),
  );
  checkRefusals(refusedPath);
  const opened = await shared.openAnalytics(flags);
  const source = flags.source ?? (file === '-' ? null : basename(file));
  const { fromStart = false } = flags;
  try {
    return await bringIn(
      opened,
      { command: 'import', parameters: { source } },
      signal,
      (o) => importFile({ ...o, mapping, input, source: flags.source, fromStart, refusedPath }),
      (summary) => summary,
    );
  } finally {
    input.close();
    await opened.close();
  }
}

/** Never beside the file, which lies in somebody's folder. */
const nameOf = (file: string, flags: ImportFlags): string =>
  file === '-' ? (flags.source ?? flags.as ?? 'stdin').replace(/[^\w.-]+/g, '_') : basename(file);

/** The command as it was given, for one to be run after it. */
const commandOf = (file: string, flags: ImportFlags): string =>
  ['joip-analytics import', file]
    .concat(
      (['as', 'map', 'actions', 'entry'] as const).flatMap((name) =>
        flags[name] ? [`--${name} ${flags[name]}`] : [],
      ),
    )
    .join(' ');
