import { note, whenReaderLeaves } from './terminal.ts';

/** One Ctrl-C may arrive twice: from the terminal, and forwarded by npm. */
const SAME_PRESS = 500;

/**
 * Runs `stop` at the first SIGINT or SIGTERM, or where nobody reads any more what is said, and ends with 0; a
 * second one, pressed on purpose, ends at once.
 * Only the command line installs it: a library leaves signals to its host.
 */
export function untilStopped(stop: () => Promise<void>, say: (line: string) => void): void {
  let first = 0;
  const onSignal = () => {
    if (first > 0) {
      if (performance.now() - first < SAME_PRESS) return;
      say("stopped at once; what wasn't acknowledged may be lost");
      process.exit(130);
    }
    first = performance.now();
    say('');
    say('stopping; press Ctrl-C again to stop at once');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`not stopped cleanly: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  whenReaderLeaves(() => process.emit('SIGTERM'));
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Stops what this process has started, once it has, where a signal would end it at once and leave that behind. A
 * command that ends by itself at that signal is left to it.
 *
 * @returns ends it
 */
export function stopWithUs(stop: () => Promise<void>): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    process.once(signal, () => process.exit(130));
    stop().finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

/** Runs work that Ctrl-C stops, with exit code 130; undefined then. */
export async function stoppable<T>(
  consequence: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    note(`stopped; ${consequence}`);
    process.exitCode = 130;
    return undefined;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  }
}
