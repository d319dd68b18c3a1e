import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, UnreachableError } from '../../client/errors.ts';
import { setCutOff } from './connection.ts';
import { noteRefusal } from './keep-zone.ts';
import { setSignedOut } from './session.ts';

const onError = (error: unknown, queryKey: readonly unknown[] = []) => {
  noteRefusal(error, queryKey);
  if (error instanceof ApiError && error.status === 401) setSignedOut(true);
  if (error instanceof UnreachableError || error instanceof ApiError)
    setCutOff(error instanceof UnreachableError);
};

/** A refusal stays one; only a silent or failing server is asked again. */
const mayRetry = (failures: number, error: unknown) =>
  failures < 1 && !(error instanceof ApiError && error.status < 500);

/** One answer isn't all of them: as long as something on screen got none, it is asked for again. */
function onAnswer(): void {
  const lost = queryClient
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ state }) => state.error instanceof UnreachableError });
  if (lost.length === 0) setCutOff(false);
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => onError(error, queryKey),
    onSuccess: onAnswer,
  }),
  mutationCache: new MutationCache({ onError: (error) => onError(error) }),
  defaultOptions: {
    // A browser without a network may well reach a server on its own machine.
    queries: { staleTime: 60_000, gcTime: 600_000, retry: mayRetry, retryDelay: 800, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Asks again for what is on screen and couldn't be had. */
export const retryFailed = () =>
  queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null });
