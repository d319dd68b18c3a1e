import { Worker } from 'node:worker_threads';
import type { WorkerMessage, WorkerOrder } from './worker.ts';

/** A thread of ours that is there. */
export interface Thread {
  /** Settles with the task's answer, also where that is an error. */
  ask(order: WorkerOrder, transfer: readonly ArrayBuffer[]): Promise<unknown>;
  /** The task is given up at its next step. */
  giveUp(id: number): void;
  end(): Promise<void>;
}

/** The thread ended while it worked: out of memory, say. Asked again, a new one is started. */
export class ThreadLost extends Error {
  readonly code = 'THREAD_LOST';

  constructor(cause: unknown) {
    super('the thread that works out reports has ended while it worked; ask again', { cause });
    this.name = 'ThreadLost';
  }
}

/**
 * Starts the other thread.
 *
 * @param ended is called once where it ends
 * @returns null where it can't be started: a bundler has moved its file, say
 */
export function startThread(file: URL, ended: () => void): Promise<Thread | null> {
  let worker: Worker;
  try {
    // What a host's process loads beforehand is the host's affair; sources are read by what read us.
    const execArgv = file.pathname.endsWith('.js') ? [] : process.execArgv;
    worker = new Worker(file, { name: 'joip-analytics', execArgv });
  } catch {
    return Promise.resolve(null);
  }
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: unknown): void }>();
  let failure: unknown;
  const thread: Thread = {
    ask(order, transfer) {
      worker.ref();
      return new Promise((resolve, reject) => {
        worker.postMessage(order, transfer);
        waiting.set(order.id, { resolve, reject });
      }).finally(() => {
        if (waiting.size === 0) worker.unref();
      });
    },
    giveUp: (id) => worker.postMessage({ id, stop: true } satisfies WorkerOrder),
    async end() {
      await worker.terminate();
    },
  };
  return new Promise((resolve) => {
    worker.on('message', (told: WorkerMessage) => {
      if ('ready' in told) {
        // From now on only who waits for an answer keeps the process alive.
        worker.unref();
        return resolve(thread);
      }
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if ('error' in told) asked?.reject(told.error);
      else asked?.resolve(told.answer);
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', () => {
      ended();
      for (const { reject } of waiting.values()) reject(new ThreadLost(failure));
      waiting.clear();
      resolve(null);
    });
  });
}
