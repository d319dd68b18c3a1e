import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { freshness } from '../../data/queries.ts';

export const funnelReport = (query: Query<'funnel'>) =>
  queryOptions({
    queryKey: ['funnel', query],
    queryFn: ({ signal }) => call('funnel', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });

export const cohortsReport = (query: Query<'cohorts'>) =>
  queryOptions({
    queryKey: ['cohorts', query],
    queryFn: ({ signal }) => call('cohorts', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });

const PAGE_SIZE = 50;

/** The page after this one; undefined at the end. */
const pageAfter = (
  {
    people,
    meta,
  }: { readonly people: readonly unknown[]; readonly meta: { totalRows?: number | null | undefined } },
  _: unknown,
  page: number,
) => (people.length > 0 && page * PAGE_SIZE < (meta.totalRows ?? 0) ? page + 1 : undefined);

export const cohortPeople = (query: Query<'cohortPeople'>) =>
  infiniteQueryOptions({
    queryKey: ['cohortPeople', query],
    queryFn: ({ signal, pageParam: page }) =>
      call('cohortPeople', { query: { ...query, page, pageSize: PAGE_SIZE }, signal }),
    initialPageParam: 1,
    getNextPageParam: pageAfter,
    placeholderData: keepPreviousData,
  });

export const funnelPeople = (query: Query<'funnelPeople'>) =>
  infiniteQueryOptions({
    queryKey: ['funnelPeople', query],
    queryFn: ({ signal, pageParam: page }) =>
      call('funnelPeople', { query: { ...query, page, pageSize: PAGE_SIZE }, signal }),
    initialPageParam: 1,
    getNextPageParam: pageAfter,
    placeholderData: keepPreviousData,
  });
