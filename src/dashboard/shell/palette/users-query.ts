import { queryOptions } from '@tanstack/react-query';
import { usageParts } from '../../data/usage-parts.ts';

/** Users whose name, e-mail or id has the text in it, active lately or not; most active first. */
export const usersLike = (text: string) =>
  queryOptions({
    queryKey: ['usersLike', text],
    queryFn: async ({ signal }) => {
      const query = {
        search: text,
        include: 'inactive',
        period: '30days',
        compare: 'none',
        pageSize: 6,
      } as const;
      return (await usageParts(['users'], query, signal)).users;
    },
    enabled: text.length > 0,
    staleTime: 60_000,
  });
