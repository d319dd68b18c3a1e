import type { DeadLetterReason, Outcome } from '../contract/index.ts';
import type { Database } from '../db/connect.ts';
import { type Accepted, weightOf } from './activity.ts';
import { type LetterOptions, outcomeOfLetter, writeDeadLetters } from './dead-letters.ts';
import type { QueueLimits } from './host.ts';
import { codeOf, type Writer } from './write.ts';

export interface QueueOptions extends QueueLimits {
  /**
   * Takes a batch that the database could not, durably, and answers for it; a disk spool goes here.
   * Without one such a batch is refused.
   */
  spool?: (batch: readonly Accepted[]) => Promise<Outcome[]>;
  /** Who was erased: their letters are not kept. */
  letters?: LetterOptions;
}

interface Waiting {
  readonly item: Accepted;
  readonly bytes: number;
  readonly resolve: (outcome: Outcome) => void;
}

const refusal = (
  reason: 'queue_full' | 'shutting_down' | 'database_unavailable',
  message: string,
): Outcome => ({
  outcome: 'refused',
  reason,
  message,
});

/**
 * Group commit: while one write is under way the next batch gathers, so latency is low when idle and
 * batches grow under load. Bounded: beyond the bound an activity is refused at once, never dropped.
 */
export function createQueue(db: Database, writer: Writer, o: QueueOptions = {}) {
  const maxActivities = o.maxActivities ?? 20_000;
  const maxBytes = o.maxBytes ?? 16 * 1024 * 1024;
  const maxBatch = o.maxBatch ?? 3_000;
  const lanes = o.lanes ?? 3;
  const patience = o.patience ?? 5_000;
  let waiting: Waiting[] = [];
  let held = 0;
  let bytes = 0;
  let busy = 0;
  let scheduled = false;
  let closing = false;
  const freeLanes = Array.from({ length: lanes }, (_, i) => i);
  const idle: (() => void)[] = [];
  const stats = { committed: 0, duplicates: 0, deadLetters: 0, erased: 0, refused: 0, batches: 0 };
  const reasons: Partial<Record<DeadLetterReason, number>> = {};
  /** When the first of those waiting came, and of each batch under way. */
  let waitingSince = 0;
  const writingSince = new Set<{ at: number }>();

  function push(item: Accepted): Promise<Outcome> {
    if (closing)
      return refused(refusal('shutting_down', 'the server is stopping; send again to the next one'));
    const size = item.ok ? weightOf(item.activity) : 300 + item.letter.payload.length;
    if (held >= maxActivities || bytes + size > maxBytes)
      return refused(refusal('queue_full', 'more activity than the database takes; send again in a second'));
    held++;
    bytes += size;
    return new Promise((resolve) => {
      if (waiting.length === 0) waitingSince = performance.now();
      waiting.push({ item, bytes: size, resolve });
      schedule();
    });
  }

  function refused(outcome: Outcome): Promise<Outcome> {
    stats.refused++;
    return Promise.resolve(outcome);
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || freeLanes.length === 0) return;
    // A second lane starts only for a full batch: small ones gather behind the write under way.
    if (busy > 0 && waiting.length < maxBatch) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const batch = waiting.length <= maxBatch ? waiting : waiting.slice(0, maxBatch);
      waiting = waiting.length <= maxBatch ? [] : waiting.slice(maxBatch);
      if (batch.length > 0) void run(batch);
      schedule();
    });
  }

  async function run(batch: Waiting[]): Promise<void> {
    const lane = freeLanes.pop()!;
    busy++;
    const since = { at: waitingSince };
    writingSince.add(since);
    waitingSince = performance.now();
    const outcomes = await settle(
      batch.map((w) => w.item),
      lane,
    );
    stats.batches++;
    batch.forEach((w, i) => {
      held--;
      bytes -= w.bytes;
      const outcome = outcomes[i]!;
      if (outcome.outcome === 'committed') stats.committed++;
      else if (outcome.outcome === 'duplicate') stats.duplicates++;
      else if (outcome.outcome === 'dead_letter') {
        stats.deadLetters++;
        reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1;
      } else if (outcome.outcome === 'erased') stats.erased++;
      else if (outcome.outcome === 'refused') stats.refused++;
      w.resolve(outcome);
    });
    busy--;
    writingSince.delete(since);
    freeLanes.push(lane);
    schedule();
    if (busy === 0 && waiting.length === 0) for (const wake of idle.splice(0)) wake();
  }

  /** Never rejects: a batch that can not be written is spooled or refused. */
  async function settle(items: readonly Accepted[], lane: number): Promise<Outcome[]> {
    const deadline = Date.now() + patience;
    for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
      try {
        return await writeAll(items, lane);
      } catch (error) {
        if (isTransient(error) && Date.now() + pause < deadline && !closing) {
          await new Promise((resolve) => setTimeout(resolve, pause));
          continue;
        }
        const spooled = await o.spool?.(items).catch(() => undefined);
        if (spooled) return spooled;
        const why = error instanceof Error ? error.message : String(error);
        return items.map(() => refusal('database_unavailable', `not written: ${why}; send again`));
      }
    }
  }

  async function writeAll(items: readonly Accepted[], lane: number): Promise<Outcome[]> {
    const good = items.flatMap((item) => (item.ok ? [item.activity] : []));
    const letters = items.flatMap((item) => (item.ok ? [] : [item.letter]));
    const dropped = await writeDeadLetters(db, letters, o.letters);
    const written = await writer.write(good, lane);
    let next = 0;
    return items.map((item) => (item.ok ? written[next++]! : outcomeOfLetter(item.letter, dropped)));
  }

  /** How long the oldest activity that is not yet written has waited, in ms. */
  function lag(): number {
    const starts = [...writingSince].map(({ at }) => at);
    if (waiting.length > 0) starts.push(waitingSince);
    return starts.length === 0 ? 0 : performance.now() - Math.min(...starts);
  }

  /** Resolves once nothing is waiting and nothing is being written. */
  const flush = (): Promise<void> =>
    busy === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));

  return {
    push,
    flush,
    /** Stops accepting and flushes, for `within` milliseconds at most. What remains then was never acknowledged. */
    async close(within = 10_000): Promise<void> {
      closing = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, within);
      });
      await Promise.race([flush(), late]);
      clearTimeout(timer);
    },
    /** For the system report: what waits, and what became of the rest since the start. */
    state: () => ({
      waiting: waiting.length,
      held,
      bytes,
      writing: busy,
      full: held >= maxActivities || bytes >= maxBytes,
      lag: lag(),
      ...stats,
      reasons: { ...reasons },
    }),
  };
}

export type Queue = ReturnType<typeof createQueue>;

/** The database is away, restarting, deadlocked or out of room: asking again may help. */
function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return /^(08|40|53|57)/.test(code) || /^E[A-Z]+$/.test(code) || code === '';
}
