import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { spanQuery } from '../../data/url/range.ts';
import type { RowsSearch } from '../../data/url/rows.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import { zoneToAsk } from '../../data/zone.ts';
import type { RowsFilter } from './opened-rows.ts';

/** Before anything that can have been recorded. */
const EVER = '1970-01-01';

/** The range of an opened number: its own bounds where it has them, else the view's. */
export const openedRange = (search: UsageSearch & RowsSearch) =>
  search.until
    ? { startDate: search.since ?? EVER, endDate: search.until, timezone: zoneToAsk(search) }
    : spanQuery(search);

export type ActivitiesFilter = Omit<
  Query<'activities'>,
  'cursor' | 'pageSize' | 'format' | 'columns' | 'bom' | 'anonymize'
>;

/** The rows behind a number: its own filter within the view's, for one user or everybody. */
export function activitiesFilter(search: UsageSearch & RowsSearch, filter: RowsFilter): ActivitiesFilter {
  return {
    ...openedRange(search),
    feature: search.feature,
    // Whoever opens a user's number means that user, internal or not.
    ...(search.who && { excludeInternal: false }),
    ...filter,
    userId: search.who ?? filter.userId,
    search: search.find ?? filter.search,
  };
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

/** How many rows a list has. */
export const activitiesCountQuery = (query: Query<'activities'>) =>
  queryOptions({
    queryKey: ['activities', 'count', query],
    queryFn: async ({ signal }) =>
      (await call('activities', { query: { ...query, pageSize: 1 }, signal })).meta.totalRows ?? 0,
  });
