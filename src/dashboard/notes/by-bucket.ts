import type { Note } from '../../contract/families/notes/index.ts';

/** Texts of notes by the position of the bucket that they are in. Notes outside of all are left out. */
export function byBucket(
  notes: readonly Pick<Note, 'at' | 'text'>[],
  buckets: readonly { readonly start: string; readonly end: string }[],
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { at, text } of notes) {
    const moment = Date.parse(at);
    const i = buckets.findIndex((b) => Date.parse(b.start) <= moment && moment < Date.parse(b.end));
    if (i >= 0) texts.set(i, [texts.get(i), text].filter(Boolean).join(' · '));
  }
  return texts;
}
