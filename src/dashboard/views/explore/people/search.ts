import { type RangeSearch, rangeSearch } from '../../../data/url/range.ts';
import { compact, oneOf, type Raw, text, whole } from '../../../data/url/search.ts';

/** Who is meant, and in which order they are listed. The range stays for other questions: rules have their own. */
export interface PeopleSearch extends RangeSearch {
  /** As the API takes them. */
  rules?: string;
  /** Place of the rule that the list is ordered by. */
  sort?: number;
  order?: 'asc';
  /** The segment that the rules were taken from. */
  saved?: string;
}

export const peopleSearch = (raw: Raw): PeopleSearch =>
  compact<PeopleSearch>({
    ...rangeSearch(raw),
    rules: text(raw, 'rules', 8_000),
    sort: whole(raw, 'sort'),
    order: oneOf(raw, 'order', ['asc']),
    saved: text(raw, 'saved'),
  });
