import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import type { RowsFilter } from '../metrics/opened.ts';
import { rangeQuery } from '../url/range.ts';
import type { RowsSearch } from '../url/rows.ts';
import type { UsageSearch } from '../url/views.ts';
import { call } from './call.ts';

/** Before anything that can have been recorded. */
const EVER = '1970-01-01';

/** The rows behind a number: its own filter within the view's, for one user or everybody. */
export function activitiesFilter(search: UsageSearch & RowsSearch, filter: RowsFilter): Query<'activities'> {
  const range = search.until
    ? { startDate: EVER, endDate: search.until, timezone: search.timezone }
    : { ...rangeQuery(search), compare: undefined };
  return { ...range, feature: search.feature, ...filter, userId: search.who, search: search.find };
}

export const activitiesQuery = (query: Query<'activities'>) =>
  infiniteQueryOptions({
    queryKey: ['activities', query],
    queryFn: ({ signal, pageParam }) =>
      call('activities', {
        query: { ...query, pageSize: 50, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
