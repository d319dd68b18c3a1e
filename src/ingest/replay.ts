import type { ActivityInput, Outcome } from '../contract/index.ts';
import type { Accepted, DeadLetter } from './activity.ts';
import type { Intake } from './intake.ts';
import type { Queue } from './queue.ts';

/** What of a dead letter is needed to try it again. */
export interface StoredLetter extends Pick<DeadLetter, 'source' | 'userId' | 'action' | 'payload'> {
  readonly id: string;
  readonly firstAt: Date;
}

interface ReplayOptions {
  readonly intake: Intake;
  readonly queue: Pick<Queue, 'push'>;
}

/**
 * The real way in for a letter: accept, then the queue. Set aside again it is the same letter, also where nobody
 * hears of it any more.
 */
export function createReplay({ intake, queue }: ReplayOptions) {
  return function replay(letter: StoredLetter): Promise<Outcome> {
    const input = inputOf(letter);
    const { id } = letter;
    const item = input ? intake.takeBare(input, letter.source) : unreadable(letter);
    return queue.push(
      item.ok
        ? { ...item, activity: { ...item.activity, letter: id } }
        : { ok: false, letter: { ...item.letter, id } },
    );
  };
}

const unreadable = ({ source, userId, action, payload }: StoredLetter): Accepted => ({
  ok: false,
  letter: {
    reason: 'invalid',
    message: 'what is left of it is no JSON object: it came so, or was cut at 100,000 characters',
    source,
    userId,
    action,
    payload,
  },
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
