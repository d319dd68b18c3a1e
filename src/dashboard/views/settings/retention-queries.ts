import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';

const WHILE_RUNNING_MS = 1_500;

/** Periods, what is due by them, and runs; asked again while one is under way. */
export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => call('retention', { signal }),
  refetchInterval: ({ state }) => (state.data?.running ? WHILE_RUNNING_MS : false),
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call('settings', { signal }),
});

export const refreshRetention = () =>
  Promise.all([queryClient.invalidateQueries(retentionQuery), queryClient.invalidateQueries(settingsQuery)]);
