import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import type { exploreRoutes } from '../../../contract/families/explore/routes.ts';
import { askAny } from '../../data/ask-any.ts';
import { freshness } from '../../data/queries.ts';
import type { PeopleEndpoint } from '../../shell/people/people-of.ts';

type Endpoint = Exclude<keyof typeof exploreRoutes, PeopleEndpoint>;

/** How many. */
export const numbersOf = <E extends Endpoint>(endpoint: E, query: Query<E>) =>
  queryOptions({
    queryKey: ['explore', endpoint, query],
    queryFn: ({ signal }) => askAny(endpoint, { ...query, ...freshness() }, signal),
    placeholderData: keepPreviousData,
  });
