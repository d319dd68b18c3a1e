import * as texts from '#texts/shell.ts';
import type { Today } from '../../../contract/reports.ts';
import { sinceWhen } from '../../format/date.ts';
import { WEEKS_NEEDED } from '../../numbers/verdict.ts';

/** Since when nobody did anything, where that isn't usual. */
export interface Silence {
  readonly since: string;
  /** Least and most of the same hours in other weeks; null where the silence is longer than they tell of. */
  readonly usual: { readonly low: number; readonly high: number } | null;
}

/** So much in almost every week is no chance: of five that are usual, none comes once in 150 times. */
const LITTLE = 5;
/** Unusual for every platform that was ever used. */
const LONG_MS = 7 * 86_400_000;

/**
 * A time without activity is told once the same hours of all weeks but one had some, and a week of it always. One
 * week may have been a holiday. A sample platform was made at one go: nobody comes any more.
 */
export function silenceOf({
  lastActivityAt: since,
  sinceLast,
  end,
  meta,
}: Pick<Today, 'lastActivityAt' | 'sinceLast' | 'end'> & {
  readonly meta: Pick<Today['meta'], 'sample'>;
}): Silence | null {
  if (since === null || meta.sample) return null;
  if (Date.parse(end) - Date.parse(since) >= LONG_MS) return { since, usual: null };
  const counts = [...sinceLast.earlier].sort((a, b) => a - b);
  const [low = 0, second = 0] = counts;
  if (counts.length < WEEKS_NEEDED || second < LITTLE) return null;
  return { since, usual: { low, high: counts.at(-1) ?? low } };
}

/** `No activity since Aug 24`. */
export const silentWords = ({ since }: Silence, zone: string): string =>
  texts.noActivitySince(sinceWhen(since, zone, Date.now()).words);
