import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import { usageParts } from '../api/queries.ts';

/** Groups of activities, for the builder and for features over time. */
export const groupsQuery = (query: Query<'usageAnalytics'>) =>
  queryOptions({
    queryKey: ['usageAnalytics', 'groups', query],
    // Beside groups by user the report says whom they leave out, as beside its users.
    queryFn: ({ signal }) =>
      usageParts(
        ['summary', 'groups', ...(query.groupBy?.includes('user') ? ['users' as const] : [])],
        query,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
