import { type RangeSearch, rangeSearch } from './range.ts';
import { compact, oneOf, type Raw, text, whole } from './search.ts';

/** A funnel, and which of its bars is opened. */
export interface FunnelSearch extends RangeSearch {
  /** As the API takes it. */
  steps?: string;
  exclude?: string;
  order?: 'strict' | 'any';
  window?: string;
  count?: 'tries';
  by?: string;
  /** Staff and bots are counted, too. */
  internal?: 'with';
  /** The bar whose people are listed, from 1. */
  bar?: number;
  who?: 'lost';
  /** Key of the group that they are of. */
  group?: string;
}

export const funnelSearch = (raw: Raw): FunnelSearch =>
  compact<FunnelSearch>({
    ...rangeSearch(raw),
    steps: text(raw, 'steps', 8_000),
    exclude: text(raw, 'exclude', 8_000),
    order: oneOf(raw, 'order', ['strict', 'any']),
    window: text(raw, 'window'),
    count: oneOf(raw, 'count', ['tries']),
    by: text(raw, 'by'),
    internal: oneOf(raw, 'internal', ['with']),
    bar: whole(raw, 'bar'),
    who: oneOf(raw, 'who', ['lost']),
    group: text(raw, 'group', 4_000),
  });

/** Who comes back, and which cell is opened. */
export interface RetentionSearch extends RangeSearch {
  ask?: 'retention';
  /** As the API takes it; any activity where it isn't there. */
  start?: string;
  return?: string;
  interval?: 'day' | 'month';
  begin?: 'any';
  mode?: 'by';
  periods?: number;
  internal?: 'with';
  /** First day of the cohort whose people are listed. */
  cohort?: string;
  n?: number;
  who?: 'away';
}

export const retentionSearch = (raw: Raw): RetentionSearch =>
  compact<RetentionSearch>({
    ...rangeSearch(raw),
    ask: oneOf(raw, 'ask', ['retention']),
    start: text(raw, 'start', 1_000),
    return: text(raw, 'return', 1_000),
    interval: oneOf(raw, 'interval', ['day', 'month']),
    begin: oneOf(raw, 'begin', ['any']),
    mode: oneOf(raw, 'mode', ['by']),
    periods: whole(raw, 'periods'),
    internal: oneOf(raw, 'internal', ['with']),
    cohort: text(raw, 'cohort'),
    n: whole(raw, 'n'),
    who: oneOf(raw, 'who', ['away']),
  });
