import type { Query } from '../../../../client/index.ts';
import { BEGINNER_STATES } from '../../../../contract/families/explore/first-use-choices.ts';
import { type RangeSearch, rangeSearch, spanQuery } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomQuery, whomSearch } from '../whom.ts';

export type BeginnerState = (typeof BEGINNER_STATES)[number];

/** What people use first, and which number is opened. */
export interface FirstUseSearch extends RangeSearch, WhomSearch {
  /** By what it is told; features where it isn't there. */
  by?: string;
  begin?: 'joined';
  days?: number;
  /** In what people are that are listed: by what came first, or by all that was used. */
  use?: 'first' | 'used';
  /** Key of the group; all of them where it isn't there. */
  group?: string;
  state?: BeginnerState;
}

export const firstUseSearch = (raw: Raw): FirstUseSearch =>
  compact<FirstUseSearch>({
    ...rangeSearch(raw),
    by: text(raw, 'by'),
    begin: oneOf(raw, 'begin', ['joined']),
    days: whole(raw, 'days'),
    ...whomSearch(raw),
    use: oneOf(raw, 'use', ['first', 'used']),
    group: text(raw, 'group', 4_000),
    state: oneOf(raw, 'state', BEGINNER_STATES),
  });

/** No number is opened. */
export const CLOSED = { use: undefined, group: undefined, state: undefined } as const;

/** As the API takes it. */
export const firstUseQuery = ({ by, begin, days, ...search }: FirstUseSearch) =>
  compact({
    ...spanQuery(search),
    groupBy: by,
    begin,
    days,
    ...whomQuery(search),
  }) as Query<'firstUse'>;

export const peopleQuery = (search: FirstUseSearch) =>
  compact({
    ...firstUseQuery(search),
    use: search.use,
    group: search.group,
    state: search.state,
  }) as Query<'firstUsePeople'>;
