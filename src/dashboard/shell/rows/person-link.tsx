import { Link } from '@tanstack/react-router';
import * as texts from '#texts/rows.ts';
import { isErased } from '../../data/erased.ts';
import { carried } from '../../data/url/range.ts';
import type { Raw } from '../../data/url/search.ts';

interface PersonLinkProps {
  readonly userId: string;
  readonly name: string | null | undefined;
  readonly className?: string;
}

/** Somebody by name, leading to their page; who was erased has none. */
export function PersonLink({ userId, name, className = '' }: PersonLinkProps) {
  if (isErased(userId)) return <span className={`text-ink-3 ${className}`}>{texts.erasedUser}</span>;
  return (
    <Link
      to="/users/$userId"
      params={{ userId }}
      search={(previous) => carried(previous as Raw)}
      className={`hover:underline ${className}`}
    >
      {name ?? userId}
    </Link>
  );
}
