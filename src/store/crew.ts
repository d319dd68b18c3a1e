import { availableParallelism } from 'node:os';
import { inSlices, type Steps } from './steps.ts';
import { TASKS, type TaskAnswer, type TaskInput, type TaskName } from './tasks.ts';
import { startThread, type Thread } from './thread.ts';

export interface TaskOptions {
  /** Gives the task up; it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that it may take from now on, waiting included. Default 15,000. */
  readonly budget?: number | undefined;
  /** Which of the threads works on it, from 0. Default: the first. */
  readonly thread?: number;
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
/** Threads that work on one question: two cores are everybody's, and a host has a use for others. */
const SIDE_BY_SIDE = Math.min(2, availableParallelism());
/** Tasks under way at once; they take turns. */
const MOST = 4;
/** How long the event loop may be held where there is no other thread, in milliseconds. */
const SLICE = 2;
/** Where a thread couldn't be started, another is tried after so long, in milliseconds. */
const AGAIN = 60_000;

/**
 * Works on tasks in other threads, each of which is started when it is first needed. While one can't be started, the
 * same is done here in slices.
 *
 * @param file what the thread runs; null: everything is done here
 */
export function createCrew(file: URL | null, again = AGAIN) {
  const threads: (Promise<Thread | null> | undefined)[] = [];
  const there = [false, false];
  const aloneUntil = [0, 0].fill(file === null ? Number.POSITIVE_INFINITY : 0);
  let closed = false;
  let last = 0;
  let busy = 0;
  const queue: (() => void)[] = [];

  /** A thread; null where the work is done here. */
  async function found(which: number): Promise<Thread | null> {
    if (performance.now() < aloneUntil[which]!) return null;
    threads[which] ??= startThread(file!, () => {
      threads[which] = undefined;
      there[which] = false;
    });
    const started = await threads[which];
    there[which] = started !== null;
    if (!started) {
      threads[which] = undefined;
      aloneUntil[which] = performance.now() + again;
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
    { thread = 0, transfer = [] }: TaskOptions,
    over: AbortSignal,
  ): Promise<TaskAnswer<N>> {
    await place();
    try {
      over.throwIfAborted();
      const other = await found(thread);
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
    /** How many threads are there to work side by side. Where these could be more, the next is started meanwhile. */
    width(): number {
      const width = there.indexOf(false);
      if (width < 0) return there.length;
      if (width > 0 && width < SIDE_BY_SIDE && !closed) void found(width);
      return Math.max(1, width);
    },
    /**
     * @throws TookTooLong where the budget is used up, the signal's reason, or ThreadLost where the thread ended
     */
    async run<N extends TaskName>(
      name: N,
      input: TaskInput<N>,
      options: TaskOptions = {},
    ): Promise<TaskAnswer<N>> {
      const { signal, budget = BUDGET } = options;
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
        return await Promise.race([work(name, input, options, over.signal), given]);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
      }
    },
    /** Ends the threads; what is under way fails. */
    async close(): Promise<void> {
      closed = true;
      await Promise.all(threads.map(async (thread) => (await thread)?.end()));
    },
  };
}

export type Crew = ReturnType<typeof createCrew>;
