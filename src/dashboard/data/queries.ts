import { keepPreviousData, type QueryFilters, queryOptions, useIsFetching } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call } from './call.ts';
import { adoptZone } from './keep-zone.ts';
import { followLanguage } from './language.ts';
import { queryClient } from './query-client.ts';
import { type RangeSearch, rangeQuery } from './url/range.ts';
import { compact } from './url/search.ts';

/** While on, answers are computed anew instead of taken from the server's cache. */
let forcing = false;
export const freshness = () => (forcing ? ({ refresh: 'force' } as const) : {});

export const panelQuery = queryOptions({
  queryKey: ['panel'],
  queryFn: async ({ signal }) => {
    const panel = await call('panel', { signal });
    adoptZone(panel);
    followLanguage(panel.operator.preferences.language);
    return panel;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export const analyticsQuery = (search: RangeSearch) => {
  const query = rangeQuery(search);
  return queryOptions({
    queryKey: ['analytics', query],
    queryFn: ({ signal }) => call('analytics', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
};

export const usageSummaryQuery = (
  search: RangeSearch & { feature?: string | undefined; segment?: string | undefined },
) => {
  const { feature, segment } = search;
  const query = compact({ ...rangeQuery(search), feature, segment });
  return queryOptions({
    queryKey: ['usageSummary', query],
    queryFn: ({ signal }) => call('usageSummary', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
};

const REPORTS = [
  'analytics',
  'usageSummary',
  'usageAnalytics',
  'referralStats',
  'communityStats',
  'today',
  'explore',
];

/** Has the reports on screen computed anew, and nothing else. @returns false where one couldn't be had */
export async function refreshReports(): Promise<boolean> {
  const reports: QueryFilters = { predicate: ({ queryKey: [name] }) => REPORTS.includes(String(name)) };
  await forced(reports);
  return queryClient
    .getQueryCache()
    .findAll({ ...reports, type: 'active' })
    .every(({ state }) => !state.error);
}

async function forced(filters: QueryFilters): Promise<void> {
  forcing = true;
  try {
    await queryClient.refetchQueries({ type: 'active', ...filters });
  } finally {
    forcing = false;
  }
}

/** Asks the server to compute what is on screen anew. */
export function useRefresh(): { refresh: () => Promise<void>; refreshing: boolean } {
  const refreshing = useIsFetching() > 0;
  const refresh = useCallback(() => forced({}), []);
  return { refresh, refreshing };
}
