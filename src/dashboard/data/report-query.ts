import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import type { PanelInfo } from '../../contract/families/panel/index.ts';
import type { UsageSummary } from '../../contract/reports.ts';
import { call } from './call.ts';
import type { RangeSearch } from './url/range.ts';
import { usageParts } from './usage-parts.ts';

type Role = PanelInfo['operator']['role'];

/** Activities of each feature over time. A viewer has them of the report that tells of no individual. */
export const featureSeriesQuery = (range: Omit<RangeSearch, 'compare' | 'compareStartDate'>, role: Role) => {
  const query = { ...range, compare: 'none' as const, groupBy: ['feature', 'day'] };
  return queryOptions({
    queryKey: ['usageAnalytics', 'features', query],
    queryFn: ({ signal }): Promise<Pick<UsageSummary, 'groupSeries' | 'groupBuckets' | 'meta'>> =>
      role === 'admin'
        ? usageParts(['groups'], { ...query, groupPageSize: 1 }, signal)
        : call('usageSummary', { query, signal }),
    placeholderData: keepPreviousData,
  });
};

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
