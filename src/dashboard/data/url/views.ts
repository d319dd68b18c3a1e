import { OUTCOME_STEPS, type OutcomeStep } from '../../../contract/families/platform/outcome-steps.ts';
import { type RangeSearch, rangeSearch } from './range.ts';
import { compact, oneOf, type Raw, text, whole } from './search.ts';

/** A view with a large chart. */
export interface ChartSearch extends RangeSearch {
  /** The series in it. */
  metric?: string;
  view?: 'table';
}

export interface ReferralsSearch extends ChartSearch {
  search?: string;
  code?: string;
  /** What outcomes are told apart by; by code where it isn't there. */
  outcomesBy?: 'referrer' | 'week' | 'month';
  /** Only what they did in so many days from the one that they signed up on. */
  within?: number;
  /** The number of them whose people are listed. */
  came?: 'otherwise';
  step?: OutcomeStep;
  key?: string;
}

export interface UsageSearch extends RangeSearch {
  feature?: string;
  search?: string;
  /** Slug of a segment. */
  segment?: string;
  /** Accounts in place of active users: those of the range, or all at its end. */
  joined?: 'range' | 'ever';
  /** Conditions on people, as `pairsText` writes them: `activities:fell%3E%3D50%25`. */
  people?: string;
  sort?: string;
  /** What the order is by: the number before, or its change. */
  as?: 'previous' | 'change';
  order?: 'asc' | 'desc';
  page?: number;
  size?: number;
}

export interface UserSearch extends RangeSearch {
  feature?: string;
}

export const chartSearch = (raw: Raw): ChartSearch =>
  compact({ ...rangeSearch(raw), metric: text(raw, 'metric'), view: oneOf(raw, 'view', ['table']) });

export const referralsSearch = (raw: Raw): ReferralsSearch =>
  compact({
    ...chartSearch(raw),
    search: text(raw, 'search'),
    code: text(raw, 'code'),
    outcomesBy: oneOf(raw, 'outcomesBy', ['referrer', 'week', 'month']),
    within: whole(raw, 'within'),
    came: oneOf(raw, 'came', ['otherwise']),
    step: oneOf(raw, 'step', OUTCOME_STEPS),
    key: text(raw, 'key'),
  });

export const usageSearch = (raw: Raw): UsageSearch =>
  compact({
    ...rangeSearch(raw),
    feature: text(raw, 'feature'),
    search: text(raw, 'search'),
    segment: text(raw, 'segment'),
    joined: oneOf(raw, 'joined', ['range', 'ever']),
    people: text(raw, 'people', 1_000),
    sort: text(raw, 'sort'),
    as: oneOf(raw, 'as', ['previous', 'change']),
    order: oneOf(raw, 'order', ['asc', 'desc']),
    page: whole(raw, 'page'),
    size: whole(raw, 'size'),
  });

export const userSearch = (raw: Raw): UserSearch =>
  compact({ ...rangeSearch(raw), feature: text(raw, 'feature') });
