import { rangeSearch } from '../url/range.ts';
import { parseSearch } from '../url/search.ts';
import { panelPath } from './call.ts';
import { analyticsQuery, panelQuery, usageSummaryQuery } from './queries.ts';
import { queryClient } from './query-client.ts';

/** Asks for what the first view shows while the page is still being made. What fails is asked for again there. */
export function askEarly(): void {
  const view = location.pathname.slice(panelPath.length).replace(/^\//, '');
  if (/^(?:sign-in|invitation|password-reset)/.test(view)) return;
  void queryClient.prefetchQuery(panelQuery);
  if (view !== 'analytics') return;
  const range = rangeSearch(parseSearch(location.search));
  void queryClient.prefetchQuery(analyticsQuery(range));
  void queryClient.prefetchQuery(usageSummaryQuery(range));
}
