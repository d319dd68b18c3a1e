import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import { freshness } from './queries.ts';

/** Today beside the same weekdays before; asked again every few minutes while it is in sight. */
export const todayQuery = (timezone: string | undefined) =>
  queryOptions({
    queryKey: ['today', timezone],
    queryFn: ({ signal }) => call('today', { query: { timezone, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 300_000,
  });
