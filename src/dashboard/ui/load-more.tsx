import { useState } from 'react';
import * as told from '#texts/told.ts';
import * as texts from '#texts/ui.ts';
import { exact } from '../format/number.ts';
import { Button } from './button.tsx';
import { ErrorState } from './states.tsx';
import { Told, useTold } from './told.tsx';

/** A query that goes on page by page. */
export interface PagedList {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => unknown;
}

interface LoadMoreProps {
  readonly list: PagedList;
  /** How many are listed so far, and what so many of them are called. */
  readonly shown: number;
  readonly noun: (n: number) => string;
}

/** The way on at a list's foot; nothing to be seen at its end. */
export function LoadMore({ list, shown, noun }: LoadMoreProps) {
  const [from, setFrom] = useState<number>();
  const words = list.hasNextPage ? told.moreListed : told.listed;
  const grown = from !== undefined && shown > from;
  const loaded = useTold(String(from), grown ? words(exact(shown), noun(shown)) : undefined);
  const more = () => {
    setFrom(shown);
    void list.fetchNextPage();
  };
  if (list.isFetchNextPageError) return <ErrorState error={list.error} onRetry={more} />;
  return (
    <>
      <Told>{loaded}</Told>
      {list.hasNextPage && (
        <div className="border-t border-line p-3 text-center print:hidden">
          <Button onClick={more} disabled={list.isFetchingNextPage}>
            {list.isFetchingNextPage ? texts.loading : texts.loadMore}
          </Button>
        </div>
      )}
    </>
  );
}
