import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import { call } from '../../data/call.ts';
import { freshness } from '../../data/queries.ts';
import { spanQuery } from '../../data/url/range.ts';
import { compact } from '../../data/url/search.ts';
import type { ReferralsSearch } from '../../data/url/views.ts';
import { keyIn } from '../../shell/people/row-key.ts';

export const outcomesQuery = (search: ReferralsSearch) =>
  compact({
    ...spanQuery(search),
    by: search.outcomesBy,
    within: search.within,
  }) as Query<'referralOutcomes'>;

export const outcomesOf = (search: ReferralsSearch) => {
  const query = outcomesQuery(search);
  return queryOptions({
    queryKey: ['referralOutcomes', query],
    queryFn: ({ signal }) => call('referralOutcomes', { query: { ...query, ...freshness() }, signal }),
    placeholderData: keepPreviousData,
  });
};

/** Of the people behind the number that is opened. */
export const outcomePeopleQuery = (search: ReferralsSearch) =>
  compact({
    ...outcomesQuery(search),
    came: search.came,
    step: search.step,
    key: keyIn(search.key),
  }) as Query<'referralOutcomePeople'>;

/** No number is opened. */
export const CLOSED = { came: undefined, step: undefined, key: undefined } as const;
