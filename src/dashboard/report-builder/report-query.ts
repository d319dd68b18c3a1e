import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import { call } from '../api/call.ts';
import { freshness } from '../api/queries.ts';

/** Groups of activities, for the builder and for features over time. */
export const groupsQuery = (query: Query<'usageAnalytics'>) =>
  queryOptions({
    queryKey: ['usageAnalytics', 'groups', query],
    queryFn: ({ signal }) => call('usageAnalytics', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
