import { Temporal } from 'temporal-polyfill';

/** No platform has instants beyond these; one that did would get the offset of the border. */
const FIRST = '1990-01-01T00:00Z';
const LAST = Date.UTC(2045, 0, 1);

interface Offsets {
  /** From each of these instants on another offset holds, oldest first. */
  readonly from: readonly string[];
  /** Seconds ahead of UTC: before the first of them, then from each on. */
  readonly seconds: readonly number[];
}

const known = new Map<string, Offsets>();

/** A zone's offsets, kept: the calendar takes a tenth of a second to tell them. */
function offsetsOf(zone: string): Offsets {
  const found = known.get(zone);
  if (found) return found;
  let at = Temporal.Instant.from(FIRST).toZonedDateTimeISO(zone);
  const from: string[] = [];
  const seconds = [at.offsetNanoseconds / 1e9];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= LAST) break;
    from.push(next.toInstant().toString());
    seconds.push(next.offsetNanoseconds / 1e9);
    at = next;
  }
  const offsets = { from, seconds };
  known.set(zone, offsets);
  return offsets;
}

/**
 * An instant as the local time of a zone, in SQL, by the same rules as everywhere else: the server's own time
 * zone data may be another version, and may not know the name.
 *
 * @param instant an expression of type timestamptz
 * @param p adds a value to the statement's parameters and answers its place
 * @returns an expression of type timestamp
 */
export function localTimeSql(
  instant: string,
  zone: string,
  p: (value: unknown, type: string) => string,
): string {
  const { from, seconds } = offsetsOf(zone);
  const place = `width_bucket(${instant}, ${p(from, 'timestamptz[]')}) + 1`;
  return `((${instant}) at time zone 'UTC' + (${p(seconds, 'int[]')})[${place}] * interval '1 second')`;
}
