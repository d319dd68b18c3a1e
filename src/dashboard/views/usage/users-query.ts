import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { comparesPeople } from '../../../contract/person-filter.ts';
import { pairsOf } from '../../data/url/pairs.ts';
import { rangeQuery, spanQuery } from '../../data/url/range.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { usageParts } from '../../data/usage-parts.ts';

export const PAGE_SIZE = 20;

/** Who is listed and in which order, page by page or as a file. What is compared brings its comparison. */
export function usersFilter(search: UsageSearch) {
  const people = pairsOf(search.people);
  const isCompared = search.as !== undefined || comparesPeople(people);
  const { compare, ...rest } = search;
  return {
    ...(isCompared ? rangeQuery(compare === 'none' ? rest : search) : spanQuery(search)),
    // Staff are asked for: nobody else is left in.
    ...(people.internal === 'true' && { excludeInternal: 'false' as const }),
    feature: search.feature,
    search: search.search,
    segment: search.segment,
    joined: search.joined,
    people,
    sortBy: search.sort ?? 'totalActivity',
    sortAs: search.as ?? ('now' as const),
    sortOrder: search.order ?? ('desc' as const),
  };
}

/** A page of users, and those who did most. */
export const usersQuery = (search: UsageSearch) => {
  const query: Query<'usageAnalytics'> = {
    ...usersFilter(search),
    page: search.page ?? 1,
    pageSize: search.size ?? PAGE_SIZE,
  };
  return queryOptions({
    queryKey: ['usageAnalytics', query],
    queryFn: ({ signal }) => usageParts(['users', 'topUsers'], query, signal),
    placeholderData: keepPreviousData,
  });
};
