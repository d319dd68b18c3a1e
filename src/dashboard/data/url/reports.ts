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

/** Names with values: `theme` → `JOI`. */
export type Pairs = Readonly<Record<string, string>>;

/**
 * Pairs as one parameter of an address.
 *
 * @example pairsText({ theme: 'JOI', 'details.title': 'a;b' }) // 'theme:JOI;details.title:a%3Bb'
 */
export const pairsText = (pairs: Pairs): string =>
  Object.entries(pairs)
    .map((pair) => pair.map(encodeURIComponent).join(':'))
    .join(';');

/** What `pairsText` wrote; what is not of its form is left out. */
export function pairsOf(written: string | undefined): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const pair of (written ?? '').split(';')) {
    const [name, value, ...more] = pair.split(':').map(decoded);
    if (name && value && more.length === 0) pairs[name] = value;
  }
  return pairs;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
