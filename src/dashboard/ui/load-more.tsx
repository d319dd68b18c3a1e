import * as texts from '#texts/ui.ts';
import { Button } from './button.tsx';
import { ErrorState } from './states.tsx';

/** A query that goes on page by page. */
export interface PagedList {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => unknown;
}

/** The way on at a list's foot; nothing at its end. */
export function LoadMore({ list }: { list: PagedList }) {
  const more = () => void list.fetchNextPage();
  if (list.isFetchNextPageError) return <ErrorState error={list.error} onRetry={more} />;
  if (!list.hasNextPage) return null;
  return (
    <div className="border-t border-line p-3 text-center print:hidden">
      <Button onClick={more} disabled={list.isFetchingNextPage}>
        {list.isFetchingNextPage ? texts.loading : texts.loadMore}
      </Button>
    </div>
  );
}
