import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import { compact, type Raw } from '../../data/url/search.ts';
import type { UsageSearch } from '../../data/url/views.ts';
import type { Opens } from './opens.ts';
import { RowsLink } from './rows-link.tsx';

interface OpensLinkProps {
  readonly opens: Opens;
  /** How many there are: none is no link. */
  readonly count: number | null;
  readonly className?: string;
  readonly label?: string | undefined;
  /** In its place where there is nothing to open; the same as plain text unless told. */
  readonly or?: ReactNode;
  readonly children: ReactNode;
}

/** A number that leads to its list, wherever that is. */
export function OpensLink({ opens, count, className = '', label, children, ...rest }: OpensLinkProps) {
  const { operator } = usePanel();
  if (opens.kind === 'rows') {
    const { kind: _, ...rows } = opens;
    return (
      <RowsLink {...rows} {...rest} count={count} className={className} label={label}>
        {children}
      </RowsLink>
    );
  }
  if (operator.role !== 'admin' || !count)
    return 'or' in rest ? rest.or : <span className={className}>{children}</span>;
  return (
    <Link
      to="/usage"
      search={usersSearch(opens)}
      hash="users"
      hashScrollIntoView={{ block: 'start' }}
      aria-label={label}
      className={`number-link ${className}`}
    >
      {children}
    </Link>
  );
}

const usersSearch =
  ({ joined, since, until }: Extract<Opens, { kind: 'users' }>) =>
  (previous: UsageSearch) => {
    // In place of the view's range, where a part of it is meant.
    const part = since && until ? { period: undefined, startDate: since, endDate: until } : {};
    const feature = joined ? undefined : previous.feature;
    return compact({ ...carried(previous as Raw), ...part, feature, joined });
  };
