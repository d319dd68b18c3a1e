import type { DeadLetterReason, Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { failureOf, isTransient } from '../db/failures.ts';
import { type Accepted, weightOf } from './activity.ts';
import { type LetterOptions, newAttempt, writeDeadLetters } from './dead-letters.ts';
import type { QueueLimits } from './host.ts';
import { errorText, notWritten, UNKNOWN } from './not-written.ts';
import type { Writer } from './write.ts';

/*
 * What an activity is here:
 *
 *   waiting   none of its statements was sent. At its time limit, or where the queue closes, it is refused:
 *             surely not written.
 *   trying    in the batch of a lane, whose statement is under way. At its time limit it is refused, and told
 *             that it may have been written all the same.
 *   pausing   in a batch that the database did not take, until the next try. At its time limit it is refused,
 *             told what the last try said, and left out of the next.
 *   told      its outcome is out. While its batch is still being tried it counts against the bounds, so that
 *             memory stays bounded however slow the database is.
 *
 * Who asks again: write.ts where the statement undid itself because what it was told is out of date, and to
 * find the one value that the database refuses; this queue where the database is away or another transaction
 * was in the way, for as long as somebody waits for the batch; the sender for everything that was `refused`.
 * What the database refuses as such, and a fault of ours, nobody asks again: it is told with its cause.
 */

/** What the queue is handed by its owner. */
export interface QueueContext {
  /** Who was erased: their letters are not kept. */
  readonly letters?: LetterOptions;
  /** Throws while there is no database to write to; nothing is sent then. */
  readonly demandOpen?: () => void;
  /** Told of every outcome but the good ones, and of what caused it. */
  readonly onTrouble?: ((outcome: Outcome, cause?: unknown) => void) | undefined;
}

interface Waiting {
  readonly item: Accepted;
  readonly bytes: number;
  readonly deadline: number;
  readonly resolve: (outcome: Outcome) => void;
  /** What became of it, though the rest of its batch may still be tried. */
  outcome?: Outcome;
  told: boolean;
}

/** A batch that a lane tries to write. */
interface Batch {
  readonly all: readonly Waiting[];
  /** Names it to the database, however often it is sent. */
  readonly attempt: string;
  /** How many of it, from the first on, have been looked at by the clock. */
  expired: number;
  trying: boolean;
  /** Some try may have been committed, though its answer was lost. */
  open: boolean;
  error: unknown;
}

const TICK = 50;
const ended = new Error('the database did not answer in time');

const refusal = (reason: Extract<Outcome, { outcome: 'refused' }>['reason'], message: string): Outcome => ({
  outcome: 'refused',
  reason,
  message,
});

/**
 * Group commit: while one write is under way the next batch gathers, so latency is low when idle and
 * batches grow under load. Bounded: beyond the bound an activity is refused at once, never dropped.
 */
export function createQueue(db: Database, writer: Writer, o: QueueLimits = {}, context: QueueContext = {}) {
  const maxActivities = o.maxActivities ?? 20_000;
  const maxBytes = o.maxBytes ?? 16 * 1024 * 1024;
  const maxBatch = o.maxBatch ?? 3_000;
  const lanes = o.lanes ?? 3;
  const timeout = o.timeout ?? 5_000;
  let waiting: Waiting[] = [];
  let held = 0;
  let bytes = 0;
  let scheduled = false;
  let closing = false;
  let clock: NodeJS.Timeout | undefined;
  const batches = new Set<Batch>();
  const idle: (() => void)[] = [];
  const stats = { committed: 0, duplicates: 0, deadLetters: 0, erased: 0, refused: 0, batches: 0 };
  const reasons: Partial<Record<DeadLetterReason, number>> = {};
  /** The last batch that the database did not take, until it takes one. */
  let failing: { readonly at: number; readonly error: unknown } | undefined;

  function push(item: Accepted): Promise<Outcome> {
    const refused = (outcome: Outcome) => {
      count(outcome);
      return Promise.resolve(outcome);
    };
    if (closing)
      return refused(refusal('shutting_down', 'the server is stopping; send again to the next one'));
    const size = item.ok ? weightOf(item.activity) : 300 + item.letter.payload.length;
    if (held >= maxActivities || bytes + size > maxBytes)
      return refused(refusal('queue_full', 'more activity than the database takes; send again in a second'));
    held++;
    bytes += size;
    clock ??= setInterval(expire, TICK);
    return new Promise((resolve) => {
      waiting.push({ item, bytes: size, deadline: performance.now() + timeout, resolve, told: false });
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
      const batch = waiting.length <= maxBatch ? waiting : waiting.slice(0, maxBatch);
      waiting = waiting.length <= maxBatch ? [] : waiting.slice(maxBatch);
      if (batch.length > 0) void run(batch);
      schedule();
    });
  }

  async function run(all: Waiting[]): Promise<void> {
    const batch: Batch = {
      all,
      attempt: newAttempt(),
      expired: 0,
      trying: false,
      open: false,
      error: undefined,
    };
    batches.add(batch);
    await settle(batch);
    stats.batches++;
    for (const each of all) release(each);
    batches.delete(batch);
    for (const each of all) tell(each, each.outcome ?? giveUp(batch), batch.error);
    schedule();
    rest();
  }

  /** Never rejects. What has no outcome afterwards is given up. */
  async function settle(batch: Batch): Promise<void> {
    const last = batch.all.at(-1)!.deadline;
    for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
      const live = batch.all.filter((each) => !each.told && !each.outcome);
      if (live.length === 0) return;
      try {
        context.demandOpen?.();
        batch.trying = true;
        await writeAll(live, batch);
        failing = undefined;
        return;
      } catch (error) {
        batch.error = error;
        batch.open ||= failureOf(error).open;
        failing = { at: performance.now(), error };
        if (!isTransient(error) || performance.now() + pause >= last) return;
      } finally {
        batch.trying = false;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Letters first: a try that fails afterwards does not write them again. */
  async function writeAll(live: readonly Waiting[], batch: Batch): Promise<void> {
    const letters = live.flatMap(({ item }) => (item.ok ? [] : [item.letter]));
    const setAside = await writeDeadLetters(db, letters, context.letters, batch.attempt);
    for (const each of live) if (!each.item.ok) each.outcome = setAside.get(each.item.letter)!;
    const good = live.filter(({ item }) => item.ok);
    const outcomes = await writer.write(
      good.flatMap(({ item }) => (item.ok ? [item.activity] : [])),
      batch.attempt,
    );
    for (const [i, each] of good.entries()) each.outcome = outcomes[i]!;
  }

  const giveUp = (batch: Batch): Outcome => ({ outcome: 'refused', ...notWritten(batch.error, batch.open) });

  function tell(each: Waiting, outcome: Outcome, cause?: unknown): void {
    if (each.told) return;
    each.told = true;
    count(outcome, cause);
    each.resolve(outcome);
  }

  function count(outcome: Outcome, cause?: unknown): void {
    if (outcome.outcome === 'committed') stats.committed++;
    else if (outcome.outcome === 'duplicate') stats.duplicates++;
    else if (outcome.outcome === 'erased') stats.erased++;
    else {
      if (outcome.outcome === 'dead_letter') {
        stats.deadLetters++;
        reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1;
      } else stats.refused++;
      context.onTrouble?.(outcome, cause);
    }
  }

  function release(each: Waiting): void {
    held--;
    bytes -= each.bytes;
  }

  /** Everybody waits equally long, so those whose time is up stand in front. */
  function expire(now = performance.now()): void {
    const late = waiting.findIndex(({ deadline }) => deadline > now);
    for (const each of waiting.splice(0, late === -1 ? waiting.length : late)) {
      tell(each, refusal('database_unavailable', `not written: ${errorText(lastError())}; send it again`));
      release(each);
    }
    for (const batch of batches)
      for (; batch.expired < batch.all.length; batch.expired++) {
        const each = batch.all[batch.expired]!;
        if (each.deadline > now) break;
        const untold = batch.trying ? refusal('database_unavailable', UNKNOWN) : giveUp(batch);
        tell(each, each.outcome ?? untold, batch.error);
      }
    rest();
  }

  const lastError = () => [...batches].find(({ error }) => error)?.error ?? ended;

  function rest(): void {
    if (batches.size > 0 || waiting.length > 0) return;
    clearInterval(clock);
    clock = undefined;
    for (const wake of idle.splice(0)) wake();
  }

  /** How long the oldest activity that is not yet written has waited, in ms. */
  function lag(): number {
    const oldest = [waiting[0], ...[...batches].map(({ all }) => all[0])];
    const ends = oldest.flatMap((each) => (each ? [each.deadline] : []));
    return ends.length === 0 ? 0 : performance.now() + timeout - Math.min(...ends);
  }

  /** Resolves once nothing is waiting and nothing is being written. */
  const flush = (): Promise<void> =>
    batches.size === 0 && waiting.length === 0
      ? Promise.resolve()
      : new Promise((resolve) => idle.push(resolve));

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
      waiting: waiting.length,
      held,
      bytes,
      writing: batches.size,
      full: held >= maxActivities || bytes >= maxBytes,
      lag: lag(),
      /** The last try, where the database did not take it, and how many milliseconds ago that was. */
      failing: failing && { ago: performance.now() - failing.at, error: failing.error },
      ...stats,
      reasons: { ...reasons },
    }),
  };
}

export type Queue = ReturnType<typeof createQueue>;
