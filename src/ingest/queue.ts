import type { Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { failureOf } from '../db/failures.ts';
import { within } from '../db/within.ts';
import type { Spool } from '../spool/index.ts';
import type { Accepted } from './activity.ts';
import { newAttempt } from './dead-letters.ts';
import type { QueueLimits } from './host.ts';
import { errorText } from './not-written.ts';
import { createOverflow, FOR_DISK } from './spooled/overflow.ts';
import { createTries, type TriesOptions } from './try-batch.ts';
import {
  type Batch,
  createRoom,
  createTelling,
  newBatch,
  outcomeOf,
  refusal,
  sizeOf,
  TIMEOUT,
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
 *   handed    to the spool, where there is one, a little before its time limit; where there is no room here; and at
 *             once while the database is known to be away. What may have been written all the same is handed over
 *             too: drained, it is a duplicate. Only what the spool doesn't take is refused.
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
  /** Where activity waits that the database doesn't take in time; without one it is refused. */
  readonly spool?: Spool | undefined;
  /** Something was spooled. */
  readonly onSpooled?: (() => void) | undefined;
}

const TICK = 50;
/** What of the time for closing is left to it. */
const TO_SPOOL = 2_000;
const FULL = 'more activity than the database takes; send again in a second';
const goOn = () => {};
const ended = new Error("the database didn't answer in time");

/**
 * Group commit: while one write is under way the next batch gathers, so latency is low when idle and
 * batches grow under load. Bounded: beyond the bound an activity is refused at once, never dropped.
 */
export function createQueue(db: Database, writer: Writer, o: QueueLimits = {}, context: QueueContext = {}) {
  const maxBatch = o.maxBatch ?? 3_000;
  const lanes = o.lanes ?? 3;
  const timeout = o.timeout ?? TIMEOUT;
  const room = createRoom(o);
  const telling = createTelling(context.onTrouble);
  const { spool } = context;
  const overflow = spool && createOverflow(spool, { telling, limits: o, onSpooled: context.onSpooled });
  const tries = createTries(db, writer, context);
  let waiting: Waiting[] = [];
  let scheduled = false;
  let closing = false;
  /** Time ran out, and the database has taken nothing since. */
  let away = false;
  let onAway: (() => void) | undefined;
  let clock: NodeJS.Timeout | undefined;
  let tried = 0;
  const batches = new Set<Batch>();
  const idle: (() => void)[] = [];

  /** @param since when its sender began to wait */
  function push(item: Accepted, since = performance.now()): Promise<Outcome> {
    const shut = refusesAll();
    if (shut) return shut;
    const bytes = sizeOf(item);
    // As long as something waits there, the database is asked by whoever drains.
    const queued = !(overflow && away && !spool?.isEmpty()) && room.take(bytes);
    if (!queued && !overflow) return refuse('queue_full', FULL);
    clock ??= setInterval(expire, TICK);
    return new Promise((resolve) => {
      const deadline = since + timeout;
      const each: Waiting = { item, bytes, deadline, resolve, handed: false, told: false };
      if (!queued) return overflow?.hand([each], newAttempt(), () => refusal('queue_full', FULL));
      // In the order of their time limits: only who had to be looked up first goes past others.
      let place = waiting.length;
      while (place > 0 && waiting[place - 1]!.deadline > deadline) place--;
      if (place === waiting.length) waiting.push(each);
      else waiting.splice(place, 0, each);
      schedule();
    });
  }

  /** The refusal of whatever comes now; undefined where something may be taken. A flood costs little that is told before it is read. */
  function refusesAll(): Promise<Outcome> | undefined {
    if (closing) return refuse('shutting_down', 'the server is stopping; send again to the next one');
    return !overflow && room.isFull() ? refuse('queue_full', FULL) : undefined;
  }

  function refuse(...why: Parameters<typeof refusal>): Promise<Outcome> {
    const refused = refusal(...why);
    telling.count(refused);
    return Promise.resolve(refused);
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
    const given = batch.all.filter((each) => !each.outcome);
    if (given.length === 0) away = false;
    else if (overflow && failureOf(batch.error).kind !== 'fault') giveUp(batch, given);
    for (const each of batch.all)
      if (!each.handed || each.outcome) telling.tell(each, outcomeOf(each, batch), batch.error);
    schedule();
    rest();
  }

  /** Those whose time is up stand in front. */
  function expire(): void {
    const now = performance.now();
    if (overflow) handLate(now + timeout * FOR_DISK);
    tellLate(now);
    rest();
  }

  /** Hands to the spool those whose time is up, and takes them out of what waits. */
  function handLate(now: number): void {
    const late = takeLate(now);
    if (late.length > 0) overflow?.hand(late, newAttempt(), notSent, lastError());
    for (const { bytes } of late) room.release(bytes);
    for (const batch of batches) {
      const open = batch.all.filter(
        (each) => each.deadline <= now && !each.outcome && !each.handed && !each.told,
      );
      if (open.length > 0) giveUp(batch, open);
    }
    if (late.length > 0) goAway();
  }

  function goAway(): void {
    away = true;
    onAway?.();
  }

  function giveUp(batch: Batch, open: readonly Waiting[]): void {
    goAway();
    overflow?.hand(open, batch.attempt, (each) => outcomeOf(each, batch), batch.error);
  }

  function tellLate(now: number): void {
    for (const each of takeLate(now)) {
      telling.tell(each, notSent(), lastError());
      room.release(each.bytes);
    }
    for (const batch of batches) telling.tellLate(batch, now);
    overflow?.tellLate(now);
  }

  function takeLate(now: number): Waiting[] {
    const late = waiting.findIndex(({ deadline }) => deadline > now);
    return waiting.splice(0, late === -1 ? waiting.length : late);
  }

  const lastError = () => [...batches].find((batch) => batch.error)?.error ?? ended;
  const notSent = () =>
    refusal('database_unavailable', `not written: ${errorText(lastError())}; send it again`);

  const isIdle = () => batches.size === 0 && waiting.length === 0 && (overflow?.isIdle() ?? true);

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
    refusesAll,
    flush,
    /** The database took something: what comes goes there again. */
    reached(): void {
      away = false;
    },
    /** Stops accepting and flushes, for so many milliseconds at most. What remains then is spooled, else refused. */
    async close(ms = 10_000): Promise<void> {
      closing = true;
      if (overflow) {
        const gone = new Promise<void>((resolve) => {
          onAway = resolve;
        });
        if (!away) await within(ms - TO_SPOOL, Promise.race([flush(), gone]), goOn);
        handLate(Number.POSITIVE_INFINITY);
        await within(TO_SPOOL, overflow.settled(), goOn);
      } else await within(ms, flush(), goOn);
      tellLate(Number.POSITIVE_INFINITY);
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
