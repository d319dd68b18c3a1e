import type { DeadLetterReason, Outcome } from '../contract/index.ts';
import { type Accepted, weightOf } from './activity.ts';
import { newAttempt } from './dead-letters.ts';
import type { QueueLimits } from './host.ts';
import { notWritten, UNKNOWN } from './not-written.ts';

/** An activity, or a letter in its place, whose sender waits for the outcome. */
export interface Waiting {
  readonly item: Accepted;
  readonly bytes: number;
  readonly deadline: number;
  readonly resolve: (outcome: Outcome) => void;
  /** What became of it, though the rest of its batch may still be tried. */
  outcome?: Outcome;
  /** It was handed to the spool, which will tell. */
  handed: boolean;
  told: boolean;
}

/** How long a sender waits for an outcome, in milliseconds, where nothing else is set. */
export const TIMEOUT = 2_000;

/** A batch that a lane tries to write. */
export interface Batch {
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

export const newBatch = (all: readonly Waiting[]): Batch => ({
  all,
  attempt: newAttempt(),
  expired: 0,
  trying: false,
  open: false,
  error: undefined,
});

export const refusal = (
  reason: Extract<Outcome, { outcome: 'refused' }>['reason'],
  message: string,
): Outcome => ({ outcome: 'refused', reason, message });

/** What is told of one now: its own outcome, else what is known of its batch. */
export function outcomeOf(each: Waiting, batch: Batch): Outcome {
  if (each.outcome) return each.outcome;
  if (batch.trying) return refusal('database_unavailable', UNKNOWN);
  return { outcome: 'refused', ...notWritten(batch.error, batch.open) };
}

export const sizeOf = (item: Accepted): number =>
  item.ok ? weightOf(item.activity) : 300 + item.letter.payload.length;

/** How much may wait and be written at once. */
export function createRoom(o: QueueLimits) {
  const maxActivities = o.maxActivities ?? 20_000;
  const maxBytes = o.maxBytes ?? 16 * 1024 * 1024;
  let held = 0;
  let bytes = 0;
  const isFull = () => held >= maxActivities || bytes >= maxBytes;
  return {
    isFull,
    /** False where there is no room for it. */
    take(size: number): boolean {
      if (held >= maxActivities || bytes + size > maxBytes) return false;
      held++;
      bytes += size;
      return true;
    },
    release(size: number): void {
      held--;
      bytes -= size;
    },
    state: () => ({ held, bytes, full: isFull() }),
  };
}

/** Tells outcomes, each once, and counts them since the start. */
export function createTelling(onTrouble?: (outcome: Outcome, cause?: unknown) => void) {
  const counts = { committed: 0, duplicates: 0, spooled: 0, deadLetters: 0, erased: 0, refused: 0 };
  const reasons: Partial<Record<DeadLetterReason, number>> = {};

  function count(outcome: Outcome, cause?: unknown): void {
    if (outcome.outcome === 'committed') counts.committed++;
    else if (outcome.outcome === 'duplicate') counts.duplicates++;
    else if (outcome.outcome === 'erased') counts.erased++;
    else {
      if (outcome.outcome === 'dead_letter') {
        counts.deadLetters++;
        reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1;
      } else if (outcome.outcome === 'spooled') counts.spooled++;
      else counts.refused++;
      onTrouble?.(outcome, cause);
    }
  }

  function tell(each: Waiting, outcome: Outcome, cause?: unknown): void {
    if (each.told) return;
    each.told = true;
    count(outcome, cause);
    each.resolve(outcome);
  }

  return {
    count,
    tell,
    /** Those of a batch under way whose time is up. */
    tellLate(batch: Batch, now: number): void {
      for (; batch.expired < batch.all.length; batch.expired++) {
        const each = batch.all[batch.expired]!;
        if (each.deadline > now) return;
        if (!each.handed) tell(each, outcomeOf(each, batch), batch.error);
      }
    },
    state: () => ({ ...counts, reasons: { ...reasons } }),
  };
}

export type Telling = ReturnType<typeof createTelling>;
