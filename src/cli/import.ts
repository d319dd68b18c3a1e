import type { Command } from 'commander';
import { advise, describeSummary } from '../import/describe.ts';
import { dryRun, ImportError, importFile, loadMapping, openInput, type Summary } from '../import/index.ts';
import { type ProgressView, showProgress } from '../import/progress.ts';
import { openRefusals } from '../import/refusals.ts';
import { buildSegments } from '../jobs/segments.ts';
import type { Flags } from './shared.ts';
import * as shared from './shared.ts';

interface ImportFlags extends Flags {
  readonly map: string;
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
    .requiredOption('--map <file>', 'What its columns mean: JSON, or TypeScript with defineMapping()')
    .option(
      '--source <name>',
      'Name of the source; standard input needs one (default: hash of the first MiB)',
    )
    .option('--entry <name>', 'The file in a zip file that holds several')
    .option('--dry-run', 'Read and check everything, and write nothing')
    .option('--from-start', 'Read rows again that earlier runs have done; adds nothing twice')
    .option('--refused <file>', 'Where refused rows go (default: FILE.refused.ndjson)')
    .option('--json', 'Print the summary as JSON')
    .addHelpText(
      'after',
      '\nExit code: 0 all rows are in, 1 some were refused, 2 it could not be done, 130 stopped.',
    )
    .action(async (file: string, flags: ImportFlags) => {
      if (file === '-' && !flags.source && !flags.dryRun)
        throw new shared.CliError('standard input needs --source NAME, so that a second run knows its rows');
      const stop = onInterrupt();
      try {
        const summary = await (flags.dryRun ? check : run)(file, flags, stop.signal);
        if (flags.json) shared.printJson(summary);
        else for (const line of describeSummary(summary)) shared.print(line);
        for (const line of advise(summary, `joip-analytics import ${file} --map ${flags.map}`))
          shared.note(line);
        process.exitCode = summary.stopped ? 130 : summary.refused > 0 ? 1 : 0;
      } catch (error) {
        if (error instanceof ImportError) throw new shared.CliError(error.message);
        throw error;
      } finally {
        stop.off();
      }
    });
}

async function check(file: string, flags: ImportFlags, signal: AbortSignal): Promise<Summary> {
  const { catalogue } = await shared.loadConfig(flags);
  const mapping = await loadMapping(flags.map);
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

async function run(file: string, flags: ImportFlags, signal: AbortSignal): Promise<Summary> {
  const mapping = await loadMapping(flags.map);
  const input = openInput(file, { entry: flags.entry });
  const { analytics, close } = await shared.openAnalytics(flags);
  let view: ProgressView | undefined;
  try {
    const { db, catalogue, ingest } = analytics;
    const summary = await importFile({
      db,
      ingest,
      catalogue,
      mapping,
      input,
      source: flags.source,
      fromStart: flags.fromStart ?? false,
      refusedPath: flags.refused ?? `${file === '-' ? fileNameOf(flags.source!) : file}.refused.ndjson`,
      signal,
      onSource(source, rowsDone) {
        if (rowsDone > 0)
          shared.note(`${source} is known; passing over ${rowsDone.toLocaleString('en-US')} rows`);
        view = showProgress(process.stderr, rowsDone);
      },
      onProgress: (progress) => view?.update(progress),
    });
    view?.stop();
    if (summary.imported > 0 && !summary.stopped)
      await buildSegments(db, catalogue, { zone: analytics.view.zone, now: Date.now(), signal });
    return summary;
  } finally {
    view?.stop();
    input.close();
    await close();
  }
}

const fileNameOf = (source: string) => source.replace(/[^\w.-]+/g, '_');

/** The first Ctrl-C stops after what is under way, a second one at once. */
function onInterrupt() {
  const stop = new AbortController();
  const handle = () => {
    if (stop.signal.aborted) process.exit(130);
    shared.note('\nstopping; press Ctrl-C again to stop at once');
    stop.abort();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: stop.signal,
    off() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
