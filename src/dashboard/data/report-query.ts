import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import { usageParts } from './usage-parts.ts';

/** Groups over time, with no totals beside them. */
export const seriesQuery = (query: Query<'usageAnalytics'>) =>
  queryOptions({
    queryKey: ['usageAnalytics', 'series', query],
    queryFn: ({ signal }) => usageParts(['groups'], query, signal),
    placeholderData: keepPreviousData,
  });

/** Groups of activities for the builder, with the totals that they are of. */
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
