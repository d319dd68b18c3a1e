import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';

const EVERY_MS = 5_000;

/** How the installation does; asked again every few seconds while the page is in sight, unless paused. */
export const systemQuery = (paused: boolean) =>
  queryOptions({
    queryKey: ['system'],
    queryFn: ({ signal }) => call('system', { signal }),
    staleTime: EVERY_MS,
    refetchInterval: paused ? false : EVERY_MS,
    refetchOnWindowFocus: !paused,
  });
