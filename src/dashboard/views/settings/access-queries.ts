import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: ({ signal }) => call('operators', { signal }),
});

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => call('keys', { signal }),
});

export const refreshOperators = () => queryClient.invalidateQueries(operatorsQuery);
export const refreshKeys = () => queryClient.invalidateQueries(keysQuery);
