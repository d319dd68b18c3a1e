import { useLocation } from '@tanstack/react-router';
import { panelPath } from '../../data/call.ts';
import { ROWS } from '../../data/url/rows.ts';
import type { UsageSearch } from '../../data/url/views.ts';

/** A view as it is saved: a page below the panel's own address, and what follows its question mark. */
export interface Address {
  readonly path: string;
  readonly search: string;
}

/** What is an address of this moment, not of the view. */
const PASSING: readonly string[] = [...ROWS, 'page', 'bar', 'cohort'];

/** The page that is shown, with its filters in one order, so that the same view is the same text. */
export function addressOfPage(pathname: string, search: string): Address {
  const base = panelPath === '/' ? '' : panelPath;
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
  const kept = [...new URLSearchParams(search)].filter(([name]) => !PASSING.includes(name));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  return { path: path.replace(/^\//, ''), search: new URLSearchParams(kept).toString() };
}

export const useAddress = (): Address => {
  const pathname = useLocation({ select: (l) => l.pathname });
  const search = useLocation({ select: (l) => l.searchStr });
  return addressOfPage(pathname, search);
};

/** Where a saved view leads, below the router's base. */
export const toView = ({ path, search }: Address) => ({
  // One of the router's pages, as the address bar would have it.
  to: `/${path}` as '/usage',
  search: Object.fromEntries(new URLSearchParams(search)) as UsageSearch,
});

export const sameView = (a: Address, b: Address): boolean => a.path === b.path && a.search === b.search;
