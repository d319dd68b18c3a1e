import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePanel } from '../../data/panel-context.ts';
import type { RowsSearch } from '../../data/url/rows.ts';
import type { Raw } from '../../data/url/search.ts';
import { openedBy } from './opened.ts';

interface RowsLinkProps extends Pick<RowsSearch, 'who' | 'since' | 'until' | 'asOf' | 'shown'> {
  /** Key of the number. */
  readonly of: string;
  /** How many rows there are: none is no link. */
  readonly count: number | null;
  readonly className?: string;
  /** What it is called, where its text alone doesn't say. */
  readonly label?: string | undefined;
  readonly tabIndex?: number;
  /** In its place where there is nothing to open; the same as plain text unless told. */
  readonly or?: ReactNode;
  readonly children: ReactNode;
}

/** A number that opens the activities it counted; as plain text where there is nothing to open. */
export function RowsLink({
  of,
  count,
  who,
  since,
  until,
  asOf,
  shown,
  label,
  className = '',
  tabIndex,
  children,
  ...rest
}: RowsLinkProps) {
  const { operator, catalogue } = usePanel();
  if (operator.role !== 'admin' || !count || !openedBy(of, catalogue))
    return 'or' in rest ? rest.or : <span className={className}>{children}</span>;
  const search = (previous: Raw) => ({
    ...previous,
    rows: of,
    who,
    since,
    until,
    asOf,
    shown,
    find: undefined,
  });
  return (
    <Link
      to="."
      search={search}
      state={{ opened: true }}
      resetScroll={false}
      preload={false}
      aria-label={label}
      aria-haspopup="dialog"
      tabIndex={tabIndex}
      className={`number-link ${className}`}
    >
      {children}
    </Link>
  );
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The entry before this one is the same page without the list. */
    opened?: boolean;
  }
}
