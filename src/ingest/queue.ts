import type { Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import type { Accepted } from './activity.ts';
import type { QueueLimits } from './host.ts';
import { errorText } from './not-written.ts';
import { createTries, type TriesOptions } from './try-batch.ts';
import {
  type Batch,
  createRoom,
  createTelling,
  newBatch,
  outcomeOf,
  refusal,
  sizeOf,
  type Waiting,
} from './waiting.ts';
import type { Writer } from './write.ts';

/*
 * What an activity is here:
 *
 *   waiting   none of its statements was sent. At its time limit, or where the queue closes, it is refused:
 *             surely not written.
 *   trying    in the batch of a lane, whose statement is under way. At its time limit it is refused, and told
 *             that it may have been written all the same.
 *   pausing   in a batch that the database didn't take, until the next try. At its time limit it is refused,
 *             told what the last try said, and left out of the next.
 *   told      its outcome is out. While its batch is still being tried it counts against the bounds, so that
 *             memory stays bounded however slow the database is.
 *
 * Who asks again: write.ts where the statement undid itself because what it was told is out of date, and to
 * find the one value that the database refuses; try-batch.ts where the database is away or another transaction
 * was in the way, for as long as somebody waits for the batch; the sender for everything that was `refused`.
 * What the database refuses as such, and a fault of ours, nobody asks again: it is told with its cause.
 */

/** What the queue is handed by its owner. */
export interface QueueContext extends TriesOptions {
  /** Told of every outcome but the good ones, and of what caused it. */
  readonly onTrouble?: ((outcome: Outcome, cause?: unknown) => void) | undefined;
}

const TICK = 50;
const ended = new Error("the database didn't answer in time");

/**
 * Group commit: while one write is under way the next batch gathers, so latency is low when idle and
 * batches grow under load. Bounded: beyond the bound an activity is refused at once, never dropped.
 */
export function createQueue(db: Database, writer: Writer, o: QueueLimits = {}, context: QueueContext = {}) {
  const maxBatch = o.maxBatch ?? 3_000;
  const lanes = o.lanes ?? 3;
  const timeout = o.timeout ?? 5_000;
  const room = createRoom(o);
  const telling = createTelling(context.onTrouble);
  const tries = createTries(db, writer, context);
  let waiting: Waiting[] = [];
  let scheduled = false;
  let closing = false;
  let clock: NodeJS.Timeout | undefined;
  let tried = 0;
  const batches = new Set<Batch>();
  const idle: (() => void)[] = [];

  function push(item: Accepted): Promise<Outcome> {
    const bytes = sizeOf(item);
    const refused = closing
      ? refusal('shutting_down', 'the server is stopping; send again to the next one')
      : room.take(bytes)
        ? undefined
        : refusal('queue_full', 'more activity than the database takes; send again in a second');
    if (refused) {
      telling.count(refused);
      return Promise.resolve(refused);
    }
    clock ??= setInterval(expire, TICK);
    return new Promise((resolve) => {
      waiting.push({ item, bytes, deadline: performance.now() + timeout, resolve, told: false });
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || batches.size >= lanes) return;
    // A second lane starts only for a full batch: small ones gather behind the write under way.
    if (batches.size > 0 && waiting.length < maxBatch) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const next = waiting.length <= maxBatch ? waiting : waiting.slice(0, maxBatch);
      waiting = waiting.length <= maxBatch ? [] : waiting.slice(maxBatch);
      if (next.length > 0) void run(newBatch(next));
      schedule();
    });
  }

  async function run(batch: Batch): Promise<void> {
    batches.add(batch);
    await tries.tryBatch(batch);
    tried++;
    for (const { bytes } of batch.all) room.release(bytes);
    batches.delete(batch);
    for (const each of batch.all) telling.tell(each, outcomeOf(each, batch), batch.error);
    schedule();
    rest();
  }

  /** Everybody waits equally long, so those whose time is up stand in front. */
  function expire(now = performance.now()): void {
    const late = waiting.findIndex(({ deadline }) => deadline > now);
    const error = [...batches].find((batch) => batch.error)?.error ?? ended;
    for (const each of waiting.splice(0, late === -1 ? waiting.length : late)) {
      const message = `not written: ${errorText(error)}; send it again`;
      telling.tell(each, refusal('database_unavailable', message));
      room.release(each.bytes);
    }
    for (const batch of batches) telling.tellLate(batch, now);
    rest();
  }

  const isIdle = () => batches.size === 0 && waiting.length === 0;

  function rest(): void {
    if (!isIdle()) return;
    clearInterval(clock);
    clock = undefined;
    for (const wake of idle.splice(0)) wake();
  }

  /** How long the oldest activity that isn't yet written has waited, in ms. */
  function lag(): number {
    const first = [waiting, ...[...batches].map(({ all }) => all)].flatMap(([each]) => each?.deadline ?? []);
    return first.length === 0 ? 0 : performance.now() + timeout - Math.min(...first);
  }

  /** Resolves once nothing is waiting and nothing is being written. */
  const flush = (): Promise<void> =>
    isIdle() ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));

  return {
    push,
    flush,
    /** Stops accepting and flushes, for `within` milliseconds at most. What remains then is refused. */
    async close(within = 10_000): Promise<void> {
      closing = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, within);
      });
      await Promise.race([flush(), late]);
      clearTimeout(timer);
      expire(Number.POSITIVE_INFINITY);
      clearInterval(clock);
    },
    /** For the system report: what waits, and what became of the rest since the start. */
    state: () => ({
      ...room.state(),
      waiting: waiting.length,
      writing: batches.size,
      lag: lag(),
      failing: tries.failing(),
      batches: tried,
      ...telling.state(),
    }),
  };
}

export type Queue = ReturnType<typeof createQueue>;
