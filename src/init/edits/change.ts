/** A text that is put in at a place; all that init does to a file of the host's. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What becomes of one file. `before` is null of one that isn't there, `after` of one that goes. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A text with insertions, whose places are those of the text before. */
export const inserted = (text: string, insertions: readonly Insertion[]): string =>
  [...insertions]
    .sort((a, b) => b.at - a.at)
    .reduce((whole, { at, text: added }) => whole.slice(0, at) + added + whole.slice(at), text);
