import { ImportError, type ImportOptions, type ImportSummary } from '../import/index.ts';
import { type ProgressView, showProgress } from '../import/progress.ts';
import { buildBlocks } from '../store/build.ts';
import { accounted, type Doing } from './accounted.ts';
import { onInterrupt } from './interrupt.ts';
import { progressOfBlocks } from './progress.ts';
import * as shared from './shared.ts';

/** What every way of bringing history in is given: where to, until when, and whom to tell of it. */
type BringingIn = Pick<
  ImportOptions,
  'db' | 'ingest' | 'catalogue' | 'signal' | 'onSource' | 'onProgress' | 'onWarning'
>;

/** Brings history in, told in the audit log and on the terminal; afterwards the blocks of what came in are built. */
export async function bringIn<Summary>(
  opened: shared.OpenedInstallation,
  doing: Doing,
  signal: AbortSignal,
  work: (o: BringingIn) => Promise<Summary>,
  logOf: (summary: Summary) => Pick<ImportSummary, 'imported' | 'stopped'> | null,
): Promise<Summary> {
  const { db, catalogue, ingest } = opened.analytics;
  let view: ProgressView | undefined;
  try {
    const summary = await accounted(opened, doing, () =>
      work({
        db,
        ingest,
        catalogue,
        signal,
        onSource(source, rowsDone) {
          if (rowsDone > 0)
            shared.note(`${source} is known; passing over ${rowsDone.toLocaleString('en-US')} rows`);
          view = showProgress(process.stderr, rowsDone);
        },
        onProgress: (progress) => view?.update(progress),
        onWarning: shared.note,
      }),
    );
    view?.stop();
    const log = logOf(summary);
    if (log && log.imported > 0 && !log.stopped)
      await buildBlocks(db, catalogue, {
        now: Date.now(),
        force: true,
        signal,
        onProgress: progressOfBlocks(),
      });
    return summary;
  } finally {
    view?.stop();
  }
}

/** Runs what Ctrl-C stops; what can't be done as asked is told without a trace of where. */
export async function untilInterrupted(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = onInterrupt();
  try {
    await work(stop.signal);
  } catch (error) {
    if (error instanceof ImportError) throw new shared.CliError(error.message);
    throw error;
  } finally {
    stop.off();
  }
}
