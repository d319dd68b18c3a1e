import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../../client/index.ts';
import { setSignedOut } from './session.ts';

const onError = (error: unknown) => {
  if (error instanceof ApiError && error.status === 401) setSignedOut(true);
};

/** A refusal stays one; only a silent or failing server is asked again. */
const mayRetry = (failures: number, error: unknown) =>
  failures < 1 && !(error instanceof ApiError && error.status < 500);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError: (error) => onError(error) }),
  defaultOptions: { queries: { staleTime: 60_000, gcTime: 600_000, retry: mayRetry, retryDelay: 800 } },
});
