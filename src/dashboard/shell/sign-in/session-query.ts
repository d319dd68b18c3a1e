import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';

/** Who is signed in, and the ways to sign in, of which the host's leads back to where the browser is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn({ signal }) {
    const { pathname, search, hash } = location;
    return call('session', { query: { returnTo: pathname + search + hash }, signal });
  },
  staleTime: 0,
});

export const refreshSession = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
