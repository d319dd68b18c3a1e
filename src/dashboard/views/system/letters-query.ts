import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Query } from '../../../client/index.ts';
import type { LetterSelector } from '../../../contract/families/letters/index.ts';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';

const key = ['deadLetters'] as const;

/** Letters of a reason, or all; newest first, page by page. */
export const lettersQuery = (reason: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...key, reason],
    queryFn: ({ signal, pageParam }) =>
      call('deadLetters', {
        query: { reason: reason as Query<'deadLetters'>['reason'], cursor: pageParam || undefined },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });

const refreshLetters = () => queryClient.invalidateQueries({ queryKey: key });

export async function replay(which: LetterSelector) {
  const answer = await call('replayDeadLetters', { body: which });
  await refreshLetters();
  return answer;
}

export async function discard(which: LetterSelector) {
  const answer = await call('discardDeadLetters', { body: which });
  await refreshLetters();
  return answer;
}
