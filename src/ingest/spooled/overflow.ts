import type { Outcome } from '../../contract/index.ts';
import type { Spool } from '../../spool/index.ts';
import type { Accepted } from '../activity.ts';
import type { QueueLimits } from '../host.ts';
import { errorText, UNKNOWN } from '../not-written.ts';
import { createRoom, refusal, type Telling, type Waiting } from '../waiting.ts';
import { toRecord } from './record.ts';

/** What was kept is an activity that waits, or a letter, which will be one in the database too. */
const keptAs = (item: Accepted): Outcome =>
  item.ok
    ? { outcome: 'spooled', eventId: item.activity.eventId }
    : { outcome: 'dead_letter', reason: item.letter.reason, message: item.letter.message };

/** What is told of one that the spool doesn't take. */
type Otherwise = (each: Waiting) => Outcome;

const PART = 100;

/** What of the time limit is left to the disk. */
export const FOR_DISK = 1 / 4;
/** Turns of the clock that it has at least: where the process is too busy to look, the disk may have answered long ago. */
const TURNS = 10;

interface OverflowOptions {
  readonly telling: Telling;
  /** Of what is being handed over. */
  readonly limits: QueueLimits;
  /** Something waits in the spool now. */
  readonly onSpooled?: (() => void) | undefined;
}

/** Hands to the spool what the database doesn't take in time, and tells whoever waits once it is flushed. */
export function createOverflow(spool: Spool, { telling, limits, onSpooled }: OverflowOptions) {
  const room = createRoom(limits);
  let turn = 0;
  /** Each with the turn of the clock until which the disk may take. */
  const handed = new Map<Waiting, number>();
  const idle: (() => void)[] = [];

  function end(each: Waiting): void {
    handed.delete(each);
    room.release(each.bytes);
    if (handed.size === 0) for (const wake of idle.splice(0)) wake();
  }

  function keep(part: readonly Waiting[], attempt: string, otherwise: Otherwise, cause: unknown): void {
    const tell = (outcomeOf: Otherwise) => {
      for (const each of part) {
        telling.tell(each, outcomeOf(each), cause);
        end(each);
      }
    };
    spool.append(part.map(({ item }) => toRecord(item, attempt))).then(
      () => {
        tell(({ item }) => keptAs(item));
        onSpooled?.();
      },
      (error: unknown) => tell((each) => worded(otherwise(each), error)),
    );
  }

  return {
    /**
     * Hands over those that nobody was told of yet.
     *
     * @param attempt names the batch to the database, however often it is sent
     * @param otherwise what is told where the spool doesn't take it
     * @param cause why the database didn't take it
     */
    hand(all: readonly Waiting[], attempt: string, otherwise: Otherwise, cause?: unknown): void {
      const open = all.filter((each) => !each.told && !each.handed);
      const taken = open.filter((each) => {
        each.handed = room.take(each.bytes);
        if (each.handed) handed.set(each, turn + TURNS);
        else telling.tell(each, otherwise(each), cause);
        return each.handed;
      });
      // In parts, so that what still fits into a spool that is nearly full is taken.
      for (let i = 0; i < taken.length; i += PART) keep(taken.slice(i, i + PART), attempt, otherwise, cause);
    },
    /** Each turn of the clock: those whose time is up while the disk hasn't answered. */
    tellLate(now: number): void {
      turn++;
      for (const [each, until] of handed)
        if (each.deadline <= now && (turn >= until || now === Number.POSITIVE_INFINITY))
          telling.tell(each, refusal('database_unavailable', UNKNOWN));
    },
    isIdle: (): boolean => handed.size === 0,
    /** Resolves once nothing is being handed over. */
    settled: (): Promise<void> =>
      handed.size === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
  };
}

export type Overflow = ReturnType<typeof createOverflow>;

/** A refusal that tells why the spool was of no help either. */
const worded = (told: Outcome, error: unknown): Outcome =>
  told.outcome === 'refused'
    ? { ...told, message: `${told.message}; the spool didn't take it: ${errorText(error)}` }
    : told;
