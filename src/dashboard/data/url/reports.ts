import { type RangeSearch, rangeSearch } from './range.ts';
import { compact, oneOf, type Raw, text } from './search.ts';

/** A report by one's own question. */
export interface ReportSearch extends RangeSearch {
  /** One or two groupings: `theme,day`. */
  by?: string;
  feature?: string;
  action?: string;
  /** Part of a user's name, e-mail or id. */
  search?: string;
  /** Further details and their values, as `pairsText` writes them. */
  where?: string;
  interval?: (typeof STEPS)[number];
  view?: 'table';
  /** Column of the table that gives the order, the highest first. */
  sort?: string;
  order?: 'asc';
  /** Staff and bots are counted, too. */
  internal?: 'with';
  anonymize?: 'true';
}

/** What a chart's bars can stand for, beside what fits the range. */
export const STEPS = ['hour', 'day', 'week', 'month'] as const;

export const reportSearch = (raw: Raw): ReportSearch =>
  compact<ReportSearch>({
    ...rangeSearch(raw),
    by: text(raw, 'by'),
    feature: text(raw, 'feature'),
    action: text(raw, 'action'),
    search: text(raw, 'search'),
    where: text(raw, 'where'),
    interval: oneOf(raw, 'interval', STEPS),
    view: oneOf(raw, 'view', ['table']),
    sort: text(raw, 'sort'),
    order: oneOf(raw, 'order', ['asc']),
    internal: oneOf(raw, 'internal', ['with']),
    anonymize: oneOf(raw, 'anonymize', ['true']),
  });
