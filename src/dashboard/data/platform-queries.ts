import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type UseQueryOptions,
  useQuery,
} from '@tanstack/react-query';
import type { Query } from '../../client/index.ts';
import type { Meta } from '../../contract/common.ts';
import { call } from './call.ts';
import { freshness } from './queries.ts';
import { samePartOf } from './unfinished.ts';
import { spanQuery } from './url/range.ts';
import type { ReferralsSearch } from './url/views.ts';

export const referralStatsQuery = (query: Query<'referralStats'>) =>
  queryOptions({
    queryKey: ['referralStats', query],
    queryFn: ({ signal }) => call('referralStats', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });

export const communityStatsQuery = (query: Query<'communityStats'>) =>
  queryOptions({
    queryKey: ['communityStats', query],
    queryFn: ({ signal }) => call('communityStats', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });

/** The range that a report was compared with, as one of its own: its buckets are the chart's dotted line. */
function comparisonQuery(meta: Meta | undefined) {
  const query = meta?.comparison
    ? {
        startDate: meta.comparison.start,
        endDate: meta.comparison.end,
        timezone: meta.timezone,
        interval: meta.interval,
        compare: 'none' as const,
      }
    : {};
  return { query, enabled: Boolean(meta?.comparison) };
}

/**
 * The same part of a comparison, as a range of its own. It moves on with every minute, so that it is asked for again
 * by that alone.
 */
export function samePartQuery(
  report: { readonly meta: Meta; readonly series: readonly Bucket[] } | undefined,
  before: readonly Bucket[] | undefined,
) {
  const part = report && samePartOf(report.meta, report.series, before ?? []);
  const { start: startDate, end: endDate } = part ?? { start: '', end: '' };
  return {
    query: { startDate, endDate, timezone: report?.meta.timezone, compare: 'none' as const },
    enabled: Boolean(part),
  };
}

/** The reports of a report's comparison range, and of the same part of it, once they are there. */
export function useComparedReports<
  Stats extends { readonly meta: Meta; readonly series: readonly Bucket[] },
  Key extends readonly unknown[],
>(
  stats: Stats,
  queryOf: (
    query: Query<'referralStats'> & Query<'communityStats'>,
  ) => UseQueryOptions<Stats, Error, Stats, Key>,
) {
  const { query, enabled } = comparisonQuery(stats.meta);
  const { data: before } = useQuery({ ...queryOf(query), enabled, placeholderData: undefined });
  const part = samePartQuery(stats, before?.series);
  const { data: same } = useQuery({
    ...queryOf(part.query),
    enabled: part.enabled,
    placeholderData: undefined,
  });
  return { before, same };
}

type Bucket = { readonly start: string; readonly end: string };

/** What the list of referrals is asked for, beside its pages. */
export const referralsFilter = (search: ReferralsSearch) => ({
  ...spanQuery(search),
  search: search.search,
  code: search.code,
});

export const recentReferralsQuery = (search: ReferralsSearch) => {
  const query = referralsFilter(search);
  return infiniteQueryOptions({
    queryKey: ['recentReferrals', query],
    queryFn: ({ signal, pageParam }) =>
      call('recentReferrals', { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
};
