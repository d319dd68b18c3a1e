import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../../../src/app/installation.ts';
import type { ActivityInput, Outcome } from '../../../src/contract/index.ts';
import { newEventId } from '../../../src/ingest/ids.ts';
import { isDurable } from '../stored.ts';

export type Track = (input: ActivityInput) => Promise<Outcome>;

/** Faults of whatever tracks. */
const TRACK_MUTANTS: Readonly<Record<string, (track: Track) => Track>> = {
  'acknowledge-before-commit': (track) => async (input) => {
    void track(input).catch(() => {});
    // Others get their turn.
    await sleep(2);
    return { outcome: 'committed', eventId: input.eventId! };
  },
  'no-dedupe': (track) => (input) => track({ ...input, eventId: newEventId(), createdAt: Date.now() }),
};

export const trackOf = (analytics: Pick<Installation, 'track'>, mutant: string | null): Track => {
  const track = analytics.track as unknown as Track;
  return TRACK_MUTANTS[mutant ?? '']?.(track) ?? track;
};

/** The nth activity, the same at every try; its number is in its details. */
export function nth(n: number, more: Partial<ActivityInput> = {}): ActivityInput {
  const createdAt = Date.now();
  return {
    userId: `user-${n % 50}`,
    action: n % 3 === 0 ? 'smart_caption_generated' : 'session_created',
    eventId: newEventId(),
    createdAt,
    details: { n, theme: 'JOI' },
    ...more,
  };
}

/** What senders have done so far. */
export interface Traffic {
  readonly acknowledged: Set<number>;
  readonly letters: Set<number>;
  spooled: number;
  refused: number;
}

export const noTraffic = (): Traffic => ({
  acknowledged: new Set(),
  letters: new Set(),
  spooled: 0,
  refused: 0,
});

/** Sends activity after activity, each again until it is durable or set aside, until `next` has none. */
export async function send(
  track: Track,
  next: () => { readonly n: number; readonly input: ActivityInput } | null,
  traffic: Traffic,
): Promise<void> {
  for (let one = next(); one; one = next()) {
    for (;;) {
      const { outcome } = await track(one.input);
      if (outcome === 'spooled') traffic.spooled++;
      if (isDurable(outcome)) traffic.acknowledged.add(one.n);
      else if (outcome === 'dead_letter') traffic.letters.add(one.n);
      else {
        traffic.refused++;
        await sleep(20);
        continue;
      }
      break;
    }
  }
}

/** Several senders at once, of numbers from `from` until one says that it is enough. */
export function startTraffic(track: Track, senders: number, from = 0) {
  const traffic = noTraffic();
  let going = true;
  let n = from;
  const next = () => (going ? { n, input: nth(n++) } : null);
  const all = Promise.all(Array.from({ length: senders }, () => send(track, next, traffic)));
  return {
    traffic,
    async stop(): Promise<Traffic> {
      going = false;
      await all;
      return traffic;
    },
  };
}
