import type { TrackAnswer } from '../../../src/contract/index.ts';
import type { Random } from '../../../src/sample/random.ts';
import { isDurable } from '../stored.ts';

const ACTIONS = [
  'session_created',
  'smart_caption_generated',
  'media_uploaded',
  'page_viewed',
  'babecock_created',
];

export interface SenderOptions {
  r: Random;
  /** Of the server as it is now; it changes with each start. */
  address: () => string;
  key: string;
  /** Hands out the next activity's number; null once there is nothing more to send. */
  next: () => number | null;
}

/** What all senders together have done so far. */
export interface Traffic {
  /** Requests sent and not answered. */
  inFlight: number;
  retries: number;
  /** Numbers that were acknowledged as durable. */
  readonly acknowledged: Set<number>;
  /** Those of them that were spooled. */
  readonly spooled: Set<number>;
  /** Answers that no sender should get. */
  readonly surprises: string[];
}

/** Sends batches one after the other, each until it is acknowledged whole: the same bytes at every try. */
export async function send(o: SenderOptions, traffic: Traffic): Promise<void> {
  for (;;) {
    const batch: { n: number; activity: object }[] = [];
    for (let size = o.r.int(1, 25); size > 0; size--) {
      const n = o.next();
      if (n === null) break;
      batch.push({ n, activity: activityOf(o.r, n) });
    }
    if (batch.length === 0) return;
    const body = JSON.stringify({ activities: batch.map(({ activity }) => activity) });
    for (;;) {
      const answer = await attempt(o, body, traffic);
      if (answer) {
        answer.results.forEach((result, i) => {
          if (result.outcome === 'spooled') traffic.spooled.add(batch[i]!.n);
          if (isDurable(result.outcome)) traffic.acknowledged.add(batch[i]!.n);
          else if (result.outcome !== 'refused') traffic.surprises.push(JSON.stringify(result));
        });
        if (answer.results.every((result) => result.outcome !== 'refused')) break;
      }
      traffic.retries++;
      await new Promise((resolve) => setTimeout(resolve, o.r.int(40, 160)));
    }
  }
}

async function attempt(o: SenderOptions, body: string, traffic: Traffic): Promise<TrackAnswer | null> {
  traffic.inFlight++;
  try {
    const response = await fetch(`${o.address()}api/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${o.key}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as TrackAnswer;
    if (response.status < 500 && response.status !== 429)
      traffic.surprises.push(`${response.status} ${text}`);
    return null;
  } catch {
    // The server was killed: nothing is claimed, so the same is sent again.
    return null;
  } finally {
    traffic.inFlight--;
  }
}

function activityOf(r: Random, n: number): object {
  const createdAt = Date.now() - r.int(0, 3_600_000);
  return {
    userId: `user-${r.int(1, 40)}`,
    action: r.pick(ACTIONS),
    eventId: r.uuid(createdAt),
    createdAt: new Date(createdAt).toISOString(),
    details: { n, theme: r.pick(['JOI', 'beta', 'other']), layout: 'side-by-side' },
  };
}
