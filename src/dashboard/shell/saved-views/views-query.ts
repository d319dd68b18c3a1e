import { queryOptions } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import { rememberPins } from './pins.ts';

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => {
    const { views } = await call('views', { signal });
    rememberPins(views.some(({ pinned }) => pinned));
    return views;
  },
  staleTime: 60_000,
});
