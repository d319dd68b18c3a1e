import type { Note } from '../../../contract/families/notes/index.ts';
import { dayIn } from '../../format/date.ts';

type Placed = Pick<Note, 'day' | 'at'>;
interface Span {
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
}

/** Whether a note is in a span as a zone has it. A day is a day of the calendar, wherever it is read. */
export function isIn({ day, at }: Placed, { start, end }: Span, zone: string): boolean {
  if (day === null) return Date.parse(start) <= Date.parse(at) && Date.parse(at) < Date.parse(end);
  return dayIn(zone, start) <= day && day <= dayIn(zone, Date.parse(end) - 1);
}

/** Texts of notes by the position of the first bucket that they are in. Notes outside of all are left out. */
export function byBucket(
  notes: readonly (Placed & { readonly text: string })[],
  buckets: readonly Span[],
  zone: string,
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const note of notes) {
    const i = buckets.findIndex((bucket) => isIn(note, bucket, zone));
    if (i >= 0) texts.set(i, [texts.get(i), note.text].filter(Boolean).join(' · '));
  }
  return texts;
}
