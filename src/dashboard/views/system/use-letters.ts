import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { lettersQuery } from './letters-query.ts';

const route = getRouteApi('/system');

/**
 * The letters of the address, and how many there are at all. The report counts them every few seconds, some
 * seconds late; the list, asked for when that count moves, knows better.
 */
export function useLetters(reported: SystemReport['deadLetters']) {
  const reason = route.useSearch({ select: (s) => s.reason });
  const list = useInfiniteQuery(lettersQuery(reason));
  const { refetch } = list;
  const { total } = reported;
  const listed = list.data?.pages[0]?.counts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a count that moved is news
  useEffect(() => {
    if (listed && listed.total !== total) void refetch();
  }, [total, refetch]);
  return { list, counts: listed ?? reported };
}

export type Letters = ReturnType<typeof useLetters>;
