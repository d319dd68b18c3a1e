import { type RangeSearch, rangeSearch } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomSearch } from '../whom.ts';

/** Who comes back, and which cell is opened. */
export interface RetentionSearch extends RangeSearch, WhomSearch {
  /** As the API takes it; any activity where it isn't there. */
  start?: string;
  return?: string;
  interval?: 'day' | 'month';
  begin?: 'any';
  mode?: 'by';
  periods?: number;
  /** First day of the cohort whose people are listed. */
  cohort?: string;
  n?: number;
  who?: 'away';
}

export const retentionSearch = (raw: Raw): RetentionSearch =>
  compact<RetentionSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    start: text(raw, 'start', 1_000),
    return: text(raw, 'return', 1_000),
    interval: oneOf(raw, 'interval', ['day', 'month']),
    begin: oneOf(raw, 'begin', ['any']),
    mode: oneOf(raw, 'mode', ['by']),
    periods: whole(raw, 'periods'),
    cohort: text(raw, 'cohort'),
    n: whole(raw, 'n'),
    who: oneOf(raw, 'who', ['away']),
  });
