import type { Query } from '../../../../client/index.ts';
import { type RangeSearch, rangeSearch, spanQuery } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomQuery, whomSearch } from '../whom.ts';

/** On how many days people are active, and which number is opened. */
export interface StickinessSearch extends RangeSearch, WhomSearch {
  /** As the API takes it; any activity where it isn't there. */
  did?: string;
  of?: '28';
  /** The day that the days end with whose people are listed. */
  last?: string;
  within?: '1' | '7' | '28';
  /** On how many of them. */
  on?: number;
  /** The feature that they used. */
  used?: string;
}

export const stickinessSearch = (raw: Raw): StickinessSearch =>
  compact<StickinessSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    did: text(raw, 'did', 1_000),
    of: oneOf(raw, 'of', ['28']),
    last: text(raw, 'last'),
    within: oneOf(raw, 'within', ['1', '7', '28']),
    on: whole(raw, 'on'),
    used: text(raw, 'used'),
  });

/** No number is opened. */
export const CLOSED = { last: undefined, within: undefined, on: undefined, used: undefined } as const;

const asked = (search: StickinessSearch) => ({
  ...spanQuery(search),
  did: search.did,
  ...whomQuery(search),
});

/** As the API takes it. */
export const stickinessQuery = (search: StickinessSearch) =>
  compact({ ...asked(search), of: search.of }) as Query<'stickiness'>;

export const peopleQuery = (search: StickinessSearch) =>
  compact({
    ...asked(search),
    ...(search.used && { did: `feature=${encodeURIComponent(search.used)}` }),
    last: search.last,
    within: search.within,
    on: search.on,
  }) as Query<'stickinessPeople'>;
