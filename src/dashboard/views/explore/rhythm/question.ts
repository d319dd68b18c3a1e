import type { Query } from '../../../../client/index.ts';
import { type RangeSearch, rangeSearch, spanQuery } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';
import { type WhomSearch, whomQuery, whomSearch } from '../whom.ts';

export const SHOWN = ['people', 'activities', 'mean'] as const;
export type Shown = (typeof SHOWN)[number];

/** When in the week something is done, and which hour is opened. */
export interface RhythmSearch extends RangeSearch, WhomSearch {
  /** As the API takes it; any activity where it isn't there. */
  did?: string;
  /** What an hour is told by; people where it isn't there. */
  show?: Exclude<Shown, 'people'>;
  /** From 1, Monday, to 7. */
  weekday?: number;
  hour?: number;
}

export const rhythmSearch = (raw: Raw): RhythmSearch =>
  compact<RhythmSearch>({
    ...rangeSearch(raw),
    ...whomSearch(raw),
    did: text(raw, 'did', 1_000),
    show: oneOf(raw, 'show', ['activities', 'mean']),
    weekday: whole(raw, 'weekday'),
    hour: whole(raw, 'hour', 0),
  });

/** No hour is opened. */
export const CLOSED = { weekday: undefined, hour: undefined } as const;

/** As the API takes it. */
export const rhythmQuery = (search: RhythmSearch) =>
  compact({
    ...spanQuery(search),
    did: search.did,
    ...whomQuery(search),
  }) as Query<'rhythm'>;
