import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../../client/errors.ts';
import { call } from '../../data/call.ts';

const EVERY_MS = 120_000;

/** What is in the way of reads and writes, in words; null where nothing is. */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: async ({ signal }): Promise<string | null> => {
    try {
      await call('readiness', { signal });
      return null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 503)
        return error.message.replace(/^Not ready: database/, 'The database');
      throw error;
    }
  },
  refetchInterval: EVERY_MS,
});

/** Its own, so that a paused System page stays as it is. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => call('system', { signal }),
  refetchInterval: EVERY_MS,
});
