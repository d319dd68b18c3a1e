import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryFilters,
  queryOptions,
  useIsFetching,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Query } from '../../client/index.ts';
import type { UsagePart } from '../../contract/query.ts';
import type { UsageAnalytics } from '../../contract/reports.ts';
import { call } from './call.ts';
import { adoptZone } from './keep-zone.ts';
import { followLanguage } from './language.ts';
import { queryClient } from './query-client.ts';
import { type RangeSearch, rangeQuery, spanQuery } from './url/range.ts';
import { pairsOf } from './url/reports.ts';
import type { UsageSearch, UserSearch } from './url/views.ts';

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

export const usageSummaryQuery = (search: RangeSearch & { feature?: string }) => {
  const query = { ...rangeQuery(search), ...(search.feature ? { feature: search.feature } : {}) };
  return queryOptions({
    queryKey: ['usageSummary', query],
    queryFn: ({ signal }) => call('usageSummary', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
};

export const PAGE_SIZE = 20;

/** Who is listed and in which order, page by page or as a file. What is compared brings its comparison. */
export function usersFilter(search: UsageSearch) {
  const people = pairsOf(search.people);
  const isCompared = search.as !== undefined || Object.values(people).some((text) => /fell|rose/.test(text));
  const { compare, ...rest } = search;
  return {
    ...(isCompared ? rangeQuery(compare === 'none' ? rest : search) : spanQuery(search)),
    // Staff are asked for: nobody else is left in.
    ...(people.internal === 'true' && { excludeInternal: 'false' as const }),
    feature: search.feature,
    search: search.search,
    joined: search.joined,
    people,
    sortBy: search.sort ?? 'totalActivity',
    sortAs: search.as ?? ('now' as const),
    sortOrder: search.order ?? ('desc' as const),
  };
}

/** Some parts of a usage report: no others are worked out. */
export const usageParts = async <Part extends UsagePart>(
  parts: readonly Part[],
  query: Query<'usageAnalytics'>,
  signal: AbortSignal,
): Promise<UsageAnalytics<Part>> =>
  (await call('usageAnalytics', {
    query: { ...query, parts: [...parts], ...freshness() },
    signal,
  })) as UsageAnalytics<Part>;

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

/** A user over their whole life: profile, lifetime counters and the last 365 days. */
export const userUsageQuery = (userId: string, timezone: string | undefined) =>
  queryOptions({
    queryKey: ['userUsage', userId, timezone],
    queryFn: ({ signal }) =>
      call('userUsage', { params: { userId }, query: { timezone, pageSize: 1 }, signal }),
  });

/** What a user's timeline lists, page by page or as a file. */
export const timelineFilter = (search: UserSearch) => ({
  ...spanQuery(search),
  feature: search.feature,
});

/** The same user in a range, with the timeline page by page. */
export const userTimelineQuery = (userId: string, search: UserSearch) => {
  const query = timelineFilter(search);
  return infiniteQueryOptions({
    queryKey: ['userUsage', userId, 'timeline', query],
    queryFn: ({ signal, pageParam }) =>
      call('userUsage', {
        params: { userId },
        query: { ...query, pageSize: 40, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
};

const REPORTS = ['analytics', 'usageSummary', 'usageAnalytics', 'referralStats', 'communityStats', 'today'];

/** Has the reports on screen computed anew, and nothing else. @returns false where one could not be had */
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
