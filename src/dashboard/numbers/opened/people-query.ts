import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { addressOf } from '../../data/address.ts';
import { usageParts } from '../../data/usage-parts.ts';
import type { ActivitiesFilter } from './activities-query.ts';
import type { PeopleBehind } from './opened-rows.ts';

const PAGE_SIZE = 50;

/** Of people by a number: whoever has any of it, or accounts of the range. */
const whoHas = ({ by, joined }: PeopleBehind) => ({
  sortBy: by,
  ...(joined ? { joined } : by !== 'activities' && { people: { [by]: '>0' } }),
});

/** Who did the activities behind a number: the same filter as their list, those who did most first. */
export const peopleQuery = (filter: ActivitiesFilter, behind: PeopleBehind = { by: 'activities' }) =>
  infiniteQueryOptions({
    queryKey: ['people', filter, behind],
    queryFn: ({ signal, pageParam: page }) => {
      const query: Query<'usageAnalytics'> = { ...filter, ...whoHas(behind), page, pageSize: PAGE_SIZE };
      return usageParts(['users', 'summary'], { ...query, compare: 'none' }, signal);
    },
    initialPageParam: 1,
    getNextPageParam: ({ users, meta }, _, page) =>
      page * PAGE_SIZE <
        (meta.totalRows ?? 0) -
          (behind.by === 'activities' && !behind.joined ? (meta.inactiveRows ?? 0) : 0) && users.length > 0
        ? page + 1
        : undefined,
    placeholderData: keepPreviousData,
  });

/** The same people as a file, to the last. */
export const peopleFile = (filter: ActivitiesFilter, behind?: PeopleBehind): string =>
  behind
    ? addressOf('usersExport', { ...filter, ...whoHas(behind) })
    : addressOf('usageAnalytics', {
        ...filter,
        groupBy: ['user'],
        compare: 'none',
        columns: ['user', 'name', 'email', 'count'],
        format: 'csv',
      });
