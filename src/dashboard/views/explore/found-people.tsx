import type { ReactNode } from 'react';
import * as texts from '#texts/explore.ts';
import { LoadMore, type PagedList } from '../../ui/load-more.tsx';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';

interface FoundPeopleProps<Page> {
  readonly list: PagedList & {
    readonly isError: boolean;
    readonly data: { readonly pages: readonly Page[] } | undefined;
    readonly refetch: () => unknown;
  };
  readonly noun: (n: number) => string;
  /** A row each. */
  readonly rows: (pages: readonly Page[]) => readonly ReactNode[];
}

/** The people behind a bar or a cell, page by page. */
export function FoundPeople<Page>({ list, noun, rows }: FoundPeopleProps<Page>) {
  if (!list.data)
    return list.isError ? (
      <ErrorState error={list.error} onRetry={() => list.refetch()} />
    ) : (
      <>
        <Loading />
        <Skeleton className="m-4 h-80" />
      </>
    );
  const shown = rows(list.data.pages);
  if (shown.length === 0) return <p className="p-6 text-ink-2">{texts.nobodyHere}</p>;
  return (
    <>
      <ol className="divide-y divide-line">{shown}</ol>
      <LoadMore list={list} shown={shown.length} noun={noun} />
    </>
  );
}
