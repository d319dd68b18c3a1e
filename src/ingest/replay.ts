import type { ActivityInput, DeadLetterReason, Outcome } from '../contract/index.ts';
import { letterId, letterOf } from './dead-letters.ts';
import type { Intake } from './intake.ts';
import type { Queue } from './queue.ts';

/** What of a dead letter is needed to try it again. */
export interface StoredLetter {
  readonly id: string;
  readonly source: string;
  readonly payload: string;
  readonly firstAt: Date;
}

export interface Replayed {
  readonly outcome: Outcome;
  /** The letter that the write path made of the activity, where it refused it. */
  readonly newLetter: string | null;
}

interface ReplayOptions {
  readonly intake: Intake;
  readonly queue: Pick<Queue, 'push'>;
}

/** The real way in for a letter: accept, then the queue. Only a refusal makes no second letter. */
export function createReplay({ intake, queue }: ReplayOptions) {
  return async function replay(letter: StoredLetter): Promise<Replayed> {
    const input = inputOf(letter);
    if (!input)
      return refused(
        'invalid',
        'what is left of it is no JSON object: it came so, or was cut at 100,000 characters',
      );
    const item = intake.takeBare(input, letter.source);
    if (!item.ok) return refused(item.letter.reason, item.letter.message);
    const outcome = await queue.push(item);
    if (outcome.outcome !== 'dead_letter') return { outcome, newLetter: null };
    const { reason, message } = outcome;
    return { outcome, newLetter: letterId(letterOf(item.activity, reason, message, 'ingest')) };
  };
}

const refused = (reason: DeadLetterReason, message: string): Replayed => ({
  outcome: { outcome: 'dead_letter', reason, message },
  newLetter: null,
});

/**
 * The activity as it came. One without an id takes the letter's own, and the time the letter was written:
 * replayed twice, it counts once.
 */
function inputOf({ id, payload, firstAt }: StoredLetter): ActivityInput | null {
  try {
    const input = JSON.parse(payload) as ActivityInput;
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
    if (input.eventId !== undefined) return input;
    return { ...input, eventId: id, createdAt: input.createdAt ?? firstAt };
  } catch {
    return null;
  }
}
