import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call('session', { signal }),
  staleTime: 0,
});

export const refreshSession = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
