import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../data/call.ts';
import type { AuditSearch } from '../../data/url/administration.ts';
import { spanQuery } from '../../data/url/range.ts';

/** A page view is some ten of them. */
const REQUESTS = 200;

/** What is listed, page by page or as a file. */
export const auditFilter = (search: AuditSearch) => {
  const range = spanQuery(search);
  const { actor, endpoint, target, about, outcome } = search;
  return { ...range, actor, endpoint, target, about, outcome };
};

/** Entries of the range that fit the filters, newest first, page by page. */
export const auditQuery = (search: AuditSearch) => {
  const query = auditFilter(search);
  return infiniteQueryOptions({
    queryKey: ['audit', query],
    queryFn: ({ signal, pageParam }) =>
      call('audit', { query: { ...query, pageSize: REQUESTS, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    // Looking at it adds to it: each visit asks anew.
    staleTime: 0,
  });
};
