import { type RangeSearch, rangeSearch } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomSearch } from '../whom.ts';

/** A funnel, and which of its bars is opened. */
export interface FunnelSearch extends RangeSearch, WhomSearch {
  /** As the API takes it. */
  steps?: string;
  exclude?: string;
  order?: 'strict' | 'any';
  window?: string;
  count?: 'tries';
  by?: string;
  /** The bar whose people are listed, from 1. */
  bar?: number;
  who?: 'lost';
  /** Key of the group that they are of. */
  group?: string;
}

export const funnelSearch = (raw: Raw): FunnelSearch =>
  compact<FunnelSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    steps: text(raw, 'steps', 8_000),
    exclude: text(raw, 'exclude', 8_000),
    order: oneOf(raw, 'order', ['strict', 'any']),
    window: text(raw, 'window'),
    count: oneOf(raw, 'count', ['tries']),
    by: text(raw, 'by'),
    bar: whole(raw, 'bar'),
    who: oneOf(raw, 'who', ['lost']),
    group: text(raw, 'group', 4_000),
  });
