import { DAY, HOUR, MINUTE } from '../../db/milliseconds.ts';
import { asLongFrom } from './comparison.ts';
import { duration, local, type Span } from './local-time.ts';

/** What is set beside what was before an instant. */
export interface BeforeAfter {
  readonly after: Span;
  /** As long, by the calendar and clock of the zone. */
  readonly before: Span;
  /** Both begin at the same time of it. */
  readonly alignedBy: 'week' | 'day' | 'hour';
}

/** Whole weeks on either side at most. */
const WEEKS = 4;

/**
 * Spans before and after an instant that have the same hours of the week: as many whole weeks on both sides, at most four, which
 * meet there, else the longest that is alike on both. Where less than a day is, and more by hours of the day, these; of what is
 * nearer still the nearest.
 *
 * @param around neither side goes beyond it
 * @returns null where a minute isn't alike
 */
export function beforeAfter(at: number, around: Span, zone: string): BeforeAfter | null {
  for (let weeks = WEEKS; weeks > 0; weeks--) {
    const found = alike(at, around, 'week', weeks, zone);
    if (found && found.before.end === at && found.after.start === at) return found;
  }
  const most = Math.max(0, around.end - at);
  const units = [
    ['week', WEEKS, Math.min(DAY, most)],
    ['day', 6, Math.min(HOUR, most)],
    ['hour', 23, 0],
  ] as const;
  for (const [unit, times, enough] of units) {
    let best: BeforeAfter | null = null;
    for (let n = 1; n <= times; n++) {
      const found = alike(at, around, unit, n, zone);
      if (found && lengthOf(found) > (best ? lengthOf(best) : 0)) best = found;
    }
    if (best && lengthOf(best) >= enough - MINUTE) return best;
  }
  return null;
}

const lengthOf = ({ after }: BeforeAfter) => after.end - after.start;

/** What of both sides is so many units apart, in whole minutes. */
function alike(
  at: number,
  { start, end }: Span,
  unit: 'week' | 'day' | 'hour',
  times: number,
  zone: string,
): BeforeAfter | null {
  const by = duration(unit, times);
  const shifted = (instant: number, way: 'add' | 'subtract') =>
    local(instant, zone)[way](by).epochMilliseconds;
  const first = Math.max(at, shifted(start, 'add'));
  const from = shifted(first, 'subtract');
  const upTo = (until: number): BeforeAfter => {
    const after = { start: first, end: until };
    return { after, before: { start: from, end: asLongFrom(from, after, zone) }, alignedBy: unit };
  };
  const last = Math.min(end, shifted(at, 'add'));
  if (from < start || last - first < MINUTE) return null;
  const found = upTo(last);
  // Where the clock is moved on one side, as long by the clock may be an hour more on the other.
  const over = found.before.end - at;
  return over <= 0 ? found : last - over - first < MINUTE ? null : upTo(last - over);
}
