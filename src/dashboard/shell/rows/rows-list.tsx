import type { ReactNode } from 'react';
import { ErrorState, Loading, Skeleton } from '../../ui/states.tsx';

interface RowsListProps {
  readonly list: {
    readonly data: unknown;
    readonly error: unknown;
    readonly isPlaceholderData: boolean;
    readonly refetch: () => unknown;
  };
  readonly children: ReactNode;
}

/** What the drawer lists, once it is there. */
export function RowsList({ list, children }: RowsListProps) {
  if (list.data)
    return (
      <div className={`p-4 transition-opacity sm:p-6 ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
        {children}
      </div>
    );
  if (list.error)
    return (
      <div className="p-4">
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      </div>
    );
  return (
    <>
      <Loading />
      <Skeleton className="m-4 h-120" />
    </>
  );
}
