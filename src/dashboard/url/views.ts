import { type RangeSearch, rangeSearch } from './range.ts';
import { compact, oneOf, type Raw, text, whole } from './search.ts';

export interface AnalyticsSearch extends RangeSearch {
  /** The series in the large chart. */
  metric?: string;
  view?: 'table';
}

export interface UsageSearch extends RangeSearch {
  feature?: string;
  search?: string;
  sort?: string;
  order?: 'asc' | 'desc';
  page?: number;
  size?: number;
}

export interface UserSearch extends RangeSearch {
  feature?: string;
}

export const analyticsSearch = (raw: Raw): AnalyticsSearch =>
  compact({ ...rangeSearch(raw), metric: text(raw, 'metric'), view: oneOf(raw, 'view', ['table']) });

export const usageSearch = (raw: Raw): UsageSearch =>
  compact({
    ...rangeSearch(raw),
    feature: text(raw, 'feature'),
    search: text(raw, 'search'),
    sort: text(raw, 'sort'),
    order: oneOf(raw, 'order', ['asc', 'desc']),
    page: whole(raw, 'page'),
    size: whole(raw, 'size'),
  });

export const userSearch = (raw: Raw): UserSearch =>
  compact({ ...rangeSearch(raw), feature: text(raw, 'feature') });
