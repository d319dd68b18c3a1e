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
