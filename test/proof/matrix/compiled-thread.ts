import { syncBuiltinESMExports } from 'node:module';
import threads, { Worker } from 'node:worker_threads';

/** As the build has compiled it: not every Node can start a thread from sources. */
const FILE = new URL('../../../dist/store/worker.js', import.meta.url);

/**
 * Threads that are started from now on run the compiled program, and `onOrder` is told of each order that they are
 * given.
 *
 * @returns puts back what was there
 */
export function compiledThreads(onOrder: (thread: Worker) => void): () => void {
  const before = threads.Worker;
  threads.Worker = class extends Worker {
    constructor(_file: string | URL, options?: ConstructorParameters<typeof Worker>[1]) {
      super(FILE, { ...options, execArgv: [] });
    }
    override postMessage(...order: Parameters<Worker['postMessage']>): void {
      super.postMessage(...order);
      onOrder(this);
    }
  };
  syncBuiltinESMExports();
  return () => {
    threads.Worker = before;
    syncBuiltinESMExports();
  };
}
