import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { spanQuery } from '../../data/url/range.ts';
import type { UserSearch } from '../../data/url/views.ts';
import { dayIn } from '../../format/date.ts';

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

export const userFactsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['userFacts', userId],
    queryFn: ({ signal }) => call('userFacts', { params: { userId }, signal }),
  });

export const userViewersQuery = (userId: string) =>
  queryOptions({
    queryKey: ['userViewers', userId],
    queryFn: ({ signal }) => call('userViewers', { params: { userId }, signal }),
    // Looking at it adds to it: each visit asks anew.
    staleTime: 0,
  });

const DAY = 86_400_000;

/** The days of the year up to the last activity of somebody who wasn't seen for longer; nothing is asked where there is none. */
export const lastYearQuery = (userId: string, last: string | null, timezone: string) => {
  const endDate = last === null ? '' : dayIn(timezone, last);
  const startDate = endDate && new Date(Date.parse(endDate) - 364 * DAY).toISOString().slice(0, 10);
  return queryOptions({
    queryKey: ['userUsage', userId, 'year', endDate, timezone],
    queryFn: ({ signal }) =>
      call('userUsage', { params: { userId }, query: { startDate, endDate, timezone, pageSize: 1 }, signal }),
    enabled: last !== null,
  });
};

/** When somebody was active last whom the last 365 days hold nothing of; else null. */
export const longGone = (last: unknown, now: number): string | null =>
  typeof last === 'string' && now - Date.parse(last) > 364 * DAY ? last : null;
