import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { freshness } from '../../data/queries.ts';
import type { CommunitySearch } from '../../data/url/community.ts';
import { spanQuery } from '../../data/url/range.ts';
import { compact } from '../../data/url/search.ts';
import { keyIn } from '../../shell/people/row-key.ts';

export const likersQuery = (search: CommunitySearch) =>
  compact({ ...spanQuery(search), by: search.likesBy, within: search.within }) as Query<'likeOutcomes'>;

export const likersOf = (search: CommunitySearch) => {
  const query = likersQuery(search);
  return queryOptions({
    queryKey: ['likeOutcomes', query],
    queryFn: ({ signal }) => call('likeOutcomes', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
};

/** Of the people behind the number that is opened. */
export const likerPeopleQuery = (search: CommunitySearch) =>
  compact({
    ...likersQuery(search),
    step: search.liker,
    key: keyIn(search.key),
  }) as Query<'likeOutcomePeople'>;

/** No number is opened. */
export const CLOSED = { liker: undefined, key: undefined } as const;
