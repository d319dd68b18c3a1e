import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { Answer, Query } from '../../../client/index.ts';
import type { Meta } from '../../../contract/common.ts';
import type { exploreRoutes } from '../../../contract/families/explore/routes.ts';
import type { platformRoutes } from '../../../contract/families/platform/routes.ts';
import { askAny } from '../../data/ask-any.ts';

type Endpoint = keyof typeof exploreRoutes | keyof typeof platformRoutes;
/** Endpoints that tell who. */
export type PeopleEndpoint = {
  [E in Endpoint]: Answer<E> extends { readonly people: readonly unknown[] } ? E : never;
}[Endpoint];

/** Somebody in a list, as it tells of them. */
export type PersonOf<E extends PeopleEndpoint> =
  Answer<E> extends { readonly people: readonly (infer Person)[] } ? Person : never;
interface PeoplePage<Person> {
  readonly people: readonly Person[];
  readonly meta: Meta;
}

const PAGE_SIZE = 50;

/** Who is behind a number, page by page. */
export const peopleOf = <E extends PeopleEndpoint>(endpoint: E, query: Query<E>) =>
  infiniteQueryOptions({
    queryKey: [endpoint, query],
    queryFn: ({ signal, pageParam: page }) =>
      askAny(endpoint, { ...query, page, pageSize: PAGE_SIZE }, signal) as Promise<PeoplePage<PersonOf<E>>>,
    initialPageParam: 1,
    getNextPageParam: ({ people, meta }, _, page: number) =>
      people.length > 0 && page * PAGE_SIZE < (meta.totalRows ?? 0) ? page + 1 : undefined,
    placeholderData: keepPreviousData,
  });
