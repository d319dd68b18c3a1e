import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Answer, Query } from '../../../client/index.ts';
import type { Meta } from '../../../contract/common.ts';
import type { exploreRoutes } from '../../../contract/families/explore/routes.ts';
import { call } from '../../data/call.ts';
import { freshness } from '../../data/queries.ts';

type Endpoint = keyof typeof exploreRoutes;
/** Endpoints that tell who. */
export type PeopleEndpoint = {
  [E in Endpoint]: Answer<E> extends { readonly people: readonly unknown[] } ? E : never;
}[Endpoint];

const ask = <E extends Endpoint>(endpoint: E, query: object, signal: AbortSignal): Promise<Answer<E>> =>
  call<Endpoint>(endpoint, { query, signal } as Parameters<typeof call<Endpoint>>[1]) as Promise<Answer<E>>;

export const numbersOf = <E extends Exclude<Endpoint, PeopleEndpoint>>(endpoint: E, query: Query<E>) =>
  queryOptions({
    queryKey: ['explore', endpoint, query],
    queryFn: ({ signal }) => ask(endpoint, { ...query, ...freshness() }, signal),
    placeholderData: keepPreviousData,
  });

/** Somebody in a list, as it tells of them. */
export type PersonOf<E extends PeopleEndpoint> =
  Answer<E> extends { readonly people: readonly (infer Person)[] } ? Person : never;
interface PeoplePage<Person> {
  readonly people: readonly Person[];
  readonly meta: Meta;
}

const PAGE_SIZE = 50;

export const peopleOf = <E extends PeopleEndpoint>(endpoint: E, query: Query<E>) =>
  infiniteQueryOptions({
    queryKey: [endpoint, query],
    queryFn: ({ signal, pageParam: page }) =>
      ask(endpoint, { ...query, page, pageSize: PAGE_SIZE }, signal) as Promise<PeoplePage<PersonOf<E>>>,
    initialPageParam: 1,
    getNextPageParam: ({ people, meta }, _, page: number) =>
      people.length > 0 && page * PAGE_SIZE < (meta.totalRows ?? 0) ? page + 1 : undefined,
    placeholderData: keepPreviousData,
  });
