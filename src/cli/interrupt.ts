import { note } from './terminal.ts';

/** The first Ctrl-C stops after what is under way, a second one at once. */
export function onInterrupt() {
  const stop = new AbortController();
  const handle = () => {
    if (stop.signal.aborted) process.exit(130);
    note('\nstopping; press Ctrl-C again to stop at once');
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
