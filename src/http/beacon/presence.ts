import { BEACON_AGE } from '../../contract/families/beacon/limits.ts';
import type { BeaconOutcome, Span } from '../../contract/index.ts';
import { MINUTE } from '../../db/milliseconds.ts';
import type { FactOutcome } from '../../ingest/check-fact.ts';
import { newEventId } from '../../ingest/ids.ts';
import type { Services } from '../services.ts';
import { judgeMoment } from './judge.ts';

/** Minutes of the clock that a span touches, each as the instant that it begins at: of the last day, as all that is taken. */
export function minutesOf({ from, to }: Span, now: number): number[] {
  const start = Math.max(from, now - BEACON_AGE);
  const first = Math.floor(start / MINUTE);
  // The end is no part of it, but of a span that is a moment.
  const last = Math.floor(Math.max(start, to - 1) / MINUTE);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * MINUTE);
}

/**
 * Counts the minutes that spans of presence touch. A minute is one for a user, whichever tabs, requests and
 * processes tell of it, so what is sent again changes nothing.
 */
export async function recordPresence(
  spans: readonly Span[],
  {
    userId,
    now,
    services,
  }: {
    readonly userId: string;
    readonly now: number;
    readonly services: Pick<Services, 'beacon' | 'recordSignals' | 'trouble'>;
  },
): Promise<(BeaconOutcome | FactOutcome)[]> {
  if (!services.beacon.countsPresence)
    return spans.map(() => ({ outcome: 'ignored', reason: 'not_counted' }));
  const judged = spans.map((span) => judgeSpan(span, now) ?? minutesOf(span, now));
  for (const each of judged) if ('outcome' in each) services.trouble.note(each);
  const minutes = [...new Set(judged.flatMap((each) => ('outcome' in each ? [] : each)))];
  if (minutes.length === 0) return judged as BeaconOutcome[];
  const recorded = await services.recordSignals(
    minutes.map((at) => ({ id: newEventId(), userId, signal: 'presence_minute', at })),
  );
  const of = new Map(minutes.map((at, i) => [at, recorded[i]!]));
  return judged.map((each) => {
    if ('outcome' in each) return each;
    const all = each.map((at) => of.get(at)!);
    return all.find(({ outcome }) => outcome !== 'recorded') ?? all[0]!;
  });
}

function judgeSpan({ from, to }: Span, now: number): BeaconOutcome | null {
  if (to >= from) return judgeMoment(to, now);
  return { outcome: 'refused', reason: 'invalid', message: 'a span of presence ends before it begins' };
}
