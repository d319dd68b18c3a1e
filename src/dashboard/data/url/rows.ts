import { compact, oneOf, type Raw, text } from './search.ts';

/** The opened number, over any page: what is listed and whose it is. */
export interface RowsSearch {
  /** Key of the number, such as `counter.mediaUploaded`; see numbers/opened/opened.ts. */
  rows?: string | undefined;
  /** A user's id. */
  who?: string | undefined;
  /** Up to this instant instead of the range: from the first activity, or from `since`. */
  until?: string | undefined;
  since?: string | undefined;
  /** What stands at this instant, in place of the range's end. */
  asOf?: string | undefined;
  /** Part of a user's name, e-mail or id. */
  find?: string | undefined;
  /** In place of the rows, whose they are. */
  shown?: 'people' | undefined;
}

/** The names of all of it. */
export const ROWS = [
  'rows',
  'who',
  'until',
  'since',
  'asOf',
  'find',
  'shown',
] as const satisfies readonly (keyof RowsSearch)[];

export const rowsSearch = (raw: Raw): RowsSearch =>
  compact({
    rows: text(raw, 'rows'),
    who: text(raw, 'who'),
    until: text(raw, 'until'),
    since: text(raw, 'since'),
    asOf: text(raw, 'asOf'),
    find: text(raw, 'find'),
    shown: oneOf(raw, 'shown', ['people']),
  });

/** Whether people are listed: of one user's number there is nobody to rank. */
export const showsPeople = ({ shown, who }: RowsSearch): boolean => shown === 'people' && who === undefined;

/** An address without the list on top of it. */
export const withoutRows = (raw: Raw): Raw =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => !ROWS.some((row) => row === name)));
