import { inSlices, type Steps } from './steps.ts';
import { TASKS, type TaskAnswer, type TaskInput, type TaskName } from './tasks.ts';
import { startThread, type Thread } from './thread.ts';

export interface TaskOptions {
  /** Gives the task up; it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that it may take from now on, waiting included. Default 15,000. */
  readonly budget?: number | undefined;
  /** Memory of the input that nobody here reads any more: it goes over without a copy. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** A task took longer than it may. The code is PostgreSQL's, so that a caller tells both alike. */
export class TookTooLong extends Error {
  readonly code = '57014';

  constructor(ms: number) {
    super(`the report wasn't worked out within ${ms / 1000} s; narrow its range or its filters`);
    this.name = 'TookTooLong';
  }
}

const BUDGET = 15_000;
/** Tasks under way at once; they take turns. */
const MOST = 4;
/** How long the event loop may be held where there is no other thread, in milliseconds. */
const SLICE = 2;
/** Where a thread couldn't be started, another is tried after so long, in milliseconds. */
const AGAIN = 60_000;

/**
 * Works on tasks in another thread, which is started when it is first needed. While none can be started, the same
 * is done here in slices.
 *
 * @param file what the thread runs; null: everything is done here
 */
export function createCrew(file: URL | null, again = AGAIN) {
  let thread: Promise<Thread | null> | undefined;
  let aloneUntil = file === null ? Number.POSITIVE_INFINITY : 0;
  let closed = false;
  let last = 0;
  let busy = 0;
  const queue: (() => void)[] = [];

  /** The thread; null where the work is done here. */
  async function found(): Promise<Thread | null> {
    if (performance.now() < aloneUntil) return null;
    thread ??= startThread(file!, () => {
      thread = undefined;
    });
    const started = await thread;
    if (!started) {
      thread = undefined;
      aloneUntil = performance.now() + again;
    }
    return started;
  }

  async function place(): Promise<void> {
    if (busy < MOST) busy++;
    else await new Promise<void>((resolve) => queue.push(resolve));
  }
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else busy--;
  };

  async function work<N extends TaskName>(
    name: N,
    input: TaskInput<N>,
    transfer: readonly ArrayBuffer[],
    over: AbortSignal,
  ): Promise<TaskAnswer<N>> {
    await place();
    try {
      over.throwIfAborted();
      const other = await found();
      over.throwIfAborted();
      if (!other) {
        const steps = TASKS[name](input as never) as Steps<TaskAnswer<N>>;
        return await inSlices(steps, SLICE, () => over.throwIfAborted());
      }
      const id = ++last;
      const giveUp = () => other.giveUp(id);
      over.addEventListener('abort', giveUp);
      try {
        return (await other.ask({ id, name, input }, transfer)) as TaskAnswer<N>;
      } finally {
        over.removeEventListener('abort', giveUp);
      }
    } finally {
      leave();
    }
  }

  return {
    /**
     * @throws TookTooLong where the budget is used up, the signal's reason, or ThreadLost where the thread ended
     */
    async run<N extends TaskName>(
      name: N,
      input: TaskInput<N>,
      { signal, budget = BUDGET, transfer = [] }: TaskOptions = {},
    ): Promise<TaskAnswer<N>> {
      if (closed) throw new Error('reports are closed; open the installation again');
      signal?.throwIfAborted();
      const over = new AbortController();
      const left = () => over.abort(signal!.reason);
      signal?.addEventListener('abort', left);
      const timer = setTimeout(() => over.abort(new TookTooLong(budget)), budget);
      // Who waits is told at once; the thread hears of it at its next step.
      const given = new Promise<never>((_, reject) => {
        over.signal.addEventListener('abort', () => reject(over.signal.reason));
      });
      try {
        return await Promise.race([work(name, input, transfer, over.signal), given]);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
      }
    },
    /** Ends the thread; what is under way fails. */
    async close(): Promise<void> {
      closed = true;
      await (await thread)?.end();
    },
  };
}

export type Crew = ReturnType<typeof createCrew>;
