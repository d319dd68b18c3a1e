import { getRouteApi } from '@tanstack/react-router';
import type { PeopleTexts } from '../../../../contract/person-filter.ts';
import { pairsOf, pairsText } from '../../../data/url/pairs.ts';
import type { UsageSearch } from '../../../data/url/views.ts';

const route = getRouteApi('/usage');

/** The conditions on people in the address, and the way to others. */
export function usePeople() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (to: Partial<UsageSearch>) =>
    void navigate({ search: (previous) => ({ ...previous, page: undefined, ...to }), resetScroll: false });
  const conditions: PeopleTexts = pairsOf(search.people);
  return {
    conditions,
    search,
    /** Other conditions under the same order, unless there is one for them. */
    ask: (people: PeopleTexts, order: Partial<UsageSearch> = {}) =>
      go({ people: pairsText(people) || undefined, ...order }),
    /** Everybody again, in the usual order where the order compares. */
    clear: (but: Partial<UsageSearch> = {}) =>
      go({
        people: undefined,
        joined: undefined,
        ...(search.as && { sort: undefined, as: undefined, order: undefined }),
        ...but,
      }),
  };
}
