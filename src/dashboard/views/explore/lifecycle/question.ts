import type { Query } from '../../../../client/index.ts';
import {
  LIFECYCLE_STATES,
  type LifecycleState,
} from '../../../../contract/families/explore/lifecycle-states.ts';
import { type RangeSearch, rangeSearch, spanQuery } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text } from '../../../data/url/search.ts';
import { type WhomSearch, whomQuery, whomSearch } from '../whom.ts';

/** Who comes and goes, and which number is opened. */
export interface LifecycleSearch extends RangeSearch, WhomSearch {
  /** As the API takes it; any activity where it isn't there. */
  did?: string;
  interval?: 'day' | 'month';
  /** First day of the period whose people are listed. */
  day?: string;
  state?: LifecycleState;
}

export const lifecycleSearch = (raw: Raw): LifecycleSearch =>
  compact<LifecycleSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    did: text(raw, 'did', 1_000),
    interval: oneOf(raw, 'interval', ['day', 'month']),
    day: text(raw, 'day'),
    state: oneOf(raw, 'state', LIFECYCLE_STATES),
  });

/** No number is opened. */
export const CLOSED = { day: undefined, state: undefined } as const;

/** As the API takes it. */
export const lifecycleQuery = (search: LifecycleSearch) =>
  compact({
    ...spanQuery(search),
    did: search.did,
    interval: search.interval,
    ...whomQuery(search),
  }) as Query<'lifecycle'>;
